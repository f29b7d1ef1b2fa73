import { assertNever } from "../app/assert-never.ts";
import type { Scheduler } from "../app/scheduler.ts";
import type { CallState } from "../calls/call-state.ts";
import type { Log } from "../diagnostics/log.ts";
import type { ConfirmCallView, Notice } from "../ipc/channels.ts";
import type { Settings } from "../settings/settings.ts";
import type { LockedSettings } from "../settings/store.ts";
import type { WidgetCommand } from "../widget/messages.ts";
import { createCalledCountries } from "./called-countries.ts";
import { confirmCallView, goesToDialer } from "./confirm-view.ts";
import {
  ARM_AFTER_MS,
  addIntent,
  addNotice,
  addRejected,
  answer,
  type Card,
  type Choice,
  type Confirmations,
  expireHeld,
  heldCard,
  needsConfirmation,
  noConfirmations,
  numberOn,
  readAgain,
  setCanDial,
} from "./confirmation.ts";
import { createDialQueue } from "./dial-queue.ts";
import type { DialingRegion } from "./dialing-region.ts";
import { type DialIntent, type DialRequest, type RejectedIntent, sourceKey } from "./intent.ts";
import type { LinkContext } from "./parse.ts";
import { displayNumber } from "./phone-number.ts";
import { numberOf, type Reading, readLink, readOnceMore, readRequest, type Written } from "./reading.ts";
import { refusalOf } from "./refusal.ts";
import type { Surroundings } from "./remarks.ts";
import { createSourceChoices } from "./source-choices.ts";
import {
  commandsFor,
  commandToOpen,
  droppedNotice,
  heldTooLongNotice,
  inWords,
  missedNotice,
  type Order,
} from "./widget-commands.ts";

export interface LinkEffects {
  /** Posts the command to the widget; `posted(id)` follows. */
  readonly deliver: (id: number, command: WidgetCommand) => void;
  readonly copy: (text: string) => void;
  readonly showPhone: () => void;
  /** Handset's own settings; those of the widget are in the widget. */
  readonly showOwnPage: (page: "settings" | "diagnostics") => void;
  /** Shows the view in the confirmation window, which comes forward where asked; a view without a card closes it. */
  readonly confirm: (view: ConfirmCallView, comesForward: boolean) => void;
  readonly handleRedirect: (url: string) => void;
  /** A link came that waits for the sign-in, or one that waited is gone. */
  readonly heldChanged: () => void;
}

/** What became of a request. `shown` is the number as people read it. */
export type DialOutcome =
  /** The widget got it; or it stands in the confirmation window. */
  | { readonly result: "posted" | "asked"; readonly shown: string }
  /** It is kept, and goes on by itself; at most two minutes. */
  | { readonly result: "waiting"; readonly shown: string; readonly for: "sign-in" | "dialer" }
  | { readonly result: "refused" | "dropped"; readonly notice: Notice };

export interface LinkController {
  /**
   * Takes a link from anywhere; it ends in the dialer, in front of the user, or visibly refused.
   *
   * @param program who opened it, as `programName` gives it, or null
   */
  open(link: string, program?: string | null): void;
  /** So many links were dropped at the start, where nobody could take them in yet. */
  missed(count: number): void;
  /** Takes a request; settles within ten seconds. A refused one is the caller's to show. */
  request(request: DialRequest): Promise<DialOutcome>;
  view(): ConfirmCallView;
  /** @param trusts whether the card's source is not asked about again; counts with "accept" only */
  answer(id: string, choice: Choice, trusts?: boolean): void;
  /** Tells the user something on a card of its own. */
  tell(notice: Notice): void;
  setSignedIn(signedIn: boolean): void;
  /** Numbers are read otherwise now, or it is certain how they are read: what waits is read again. */
  regionChanged(): void;
  setDialerReady(ready: boolean): void;
  pageReplaced(): void;
  posted(id: number): void;
  /** A call began or ended: what is asked may read differently. */
  callsChanged(state: CallState): void;
  /** The user closed the window: what stood in it is dismissed. One that had just come forward comes again. */
  dismissAll(): void;
  /** The number that waits for the sign-in, as people read it, or null. */
  heldNumber(): string | null;
  /** How many links of each blocked source were refused since the start, by `sourceKey`. */
  blockedCounts(): Readonly<Record<string, number>>;
}

type LinkSettings = Pick<
  Settings,
  "region" | "trustedSources" | "blockedSources" | "linkAction" | "calledCountries"
>;

export interface LinkControllerOptions {
  readonly productName: string;
  readonly schemes: Pick<LinkContext, "redirectScheme" | "linkScheme">;
  readonly region: Pick<DialingRegion, "place" | "isKnown" | "whenKnown" | "signedOut">;
  readonly settings: {
    get(): LinkSettings;
    set(changes: Partial<LinkSettings>): Notice | null;
    locked(): LockedSettings;
  };
  /** Whether a call is up. */
  readonly onCall: () => boolean;
  readonly scheduler: Scheduler;
  readonly log: Log;
  readonly effects: LinkEffects;
}

/** A confirmed call is dropped, with a word, when the dialer was not ready for this long; a link, when nobody signed in. */
const TTL_MS = 2 * 60_000;
const SWEEP_INTERVAL_MS = 10_000;
/** A request is answered after this time though the dialer has not taken it. */
const REQUEST_PATIENCE_MS = 5_000;
const SHOW_INTERVAL_MS = 500;
/** Longer than the widget takes to say that it places a call. */
const BUSY_MS = 3_000;

/** Takes links in, asks about them, and passes on what the user confirmed. */
export function createLinkController(options: LinkControllerOptions): LinkController {
  const { settings, region, scheduler, log, effects } = options;
  let confirmations: Confirmations = { ...noConfirmations, isRegionKnown: region.isKnown() };
  let sweeping = false;
  let front: { readonly id: string | null; readonly since: number } = { id: null, since: 0 };
  let shownAt = Number.NEGATIVE_INFINITY;

  const queue = createDialQueue<Order>({
    deliver: (id, { commands }) => {
      for (const command of commands) effects.deliver(id, command);
    },
    posted: (order) => order.settled("posted"),
    dropped: (orders) => {
      log.warn("link.dropped", { count: orders.length, because: "dialer" });
      tell(droppedNotice(orders.map(({ what }) => what)));
      for (const order of orders) order.settled("dropped");
    },
    messages: ({ commands }) => commands.length,
    occupies: ({ commands }) => commands.some((each) => each.type === "rc-adapter-new-call" && each.toCall),
    now: scheduler.now,
    after: scheduler.after,
    ttlMs: TTL_MS,
    busyMs: BUSY_MS,
  });
  const choices = createSourceChoices({ settings, log });
  const countries = createCalledCountries({ settings, place: region.place });
  const context = (): LinkContext => {
    const { country, areaCode } = region.place();
    return { ...options.schemes, region: country, areaCode };
  };
  /** What is certain about it: what the account's country decides is not, before that is known. */
  const isCertain = (local: Written | null): boolean =>
    local === null || (confirmations.canDial && confirmations.isRegionKnown);
  const surroundings = ({ region, calledCountries }: LinkSettings): Surroundings => ({
    region,
    calledCountries,
    onCall: options.onCall(),
  });
  const view = (): ConfirmCallView => {
    const chosen = settings.get();
    const { linkAction, trustedSources } = chosen;
    return confirmCallView(confirmations, {
      ...surroundings(chosen),
      productName: options.productName,
      linkAction,
      trustedSources: settings.locked().trustedSources === undefined ? trustedSources : null,
    });
  };
  const update = (next: Confirmations): void => {
    confirmations = next;
    show();
    effects.heldChanged();
  };
  /** The window comes forward for each new card. */
  const show = (): void => {
    const now = view();
    const id = now.card?.id ?? null;
    const isNew = id !== null && id !== front.id;
    if (id !== front.id) front = { id, since: scheduler.now() };
    effects.confirm(now, isNew);
  };
  const tell = (notice: Notice): void => update(addNotice(confirmations, notice, scheduler.now()));
  const ask = ({ intent, local }: Reading<DialIntent | RejectedIntent>): void => {
    const at = scheduler.now();
    update(
      intent.kind === "rejected"
        ? addRejected(confirmations, intent, at, local)
        : addIntent(confirmations, intent, at, local),
    );
    sweepSoon();
  };
  /** The sweep runs only while something waits. */
  const sweepSoon = (): void => {
    if (sweeping || (queue.size === 0 && heldCard(confirmations) === null)) return;
    sweeping = true;
    scheduler.after(SWEEP_INTERVAL_MS, () => {
      sweeping = false;
      queue.sweep();
      sweepHeld();
      sweepSoon();
    });
  };
  const sweepHeld = (): void => {
    const { state, expired } = expireHeld(confirmations, scheduler.now() - TTL_MS);
    if (expired.length === 0) return;
    log.warn("link.dropped", { count: expired.length, because: "sign-in" });
    confirmations = state;
    tell(heldTooLongNotice(expired.map(cardInWords)));
  };
  const cardInWords = (card: Card): string => {
    const number = numberOn(card, confirmations);
    return card.kind === "confirm" ? inWords(card.intent, number) : `The request for ${number}`;
  };
  const dial = (intent: DialIntent, settled: Order["settled"] = () => {}): void => {
    const chosen = settings.get();
    const toDialer = goesToDialer(intent.source.kind, chosen.linkAction);
    queue.add({ commands: commandsFor(intent, !toDialer), what: inWords(intent), settled });
    sweepSoon();
    showPhone();
  };
  /** A burst brings the phone forward once. */
  const showPhone = (): void => {
    const now = scheduler.now();
    if (Math.abs(now - shownAt) < SHOW_INTERVAL_MS) return;
    shownAt = now;
    effects.showPhone();
  };
  const mustAsk = (intent: DialIntent): boolean => {
    const chosen = settings.get();
    return needsConfirmation(intent, chosen.trustedSources, surroundings(chosen));
  };
  /** Trusts the source of the card in front, where that stands on it. */
  const trust = (id: string): Notice | null => {
    const shown = view().card;
    const card = confirmations.cards.find((each) => each.id === id);
    const isOffered = shown?.id === id && shown.kind === "confirm" && shown.trusts !== null;
    return isOffered && card?.kind === "confirm" ? choices.trust(card.intent.source) : null;
  };
  const request = (wanted: DialRequest): Promise<DialOutcome> => {
    const { intent, local } = readRequest(wanted, context());
    const { source, kind } = wanted;
    log.info("link.requested", { kind, source: sourceKey(source), ok: intent.kind !== "rejected" });
    if (!confirmations.canDial && (intent.kind !== "rejected" || local !== null)) {
      ask({ intent, local });
      const shown = numberOf(intent, local, confirmations.isRegionKnown);
      return resolved({ result: "waiting", shown, for: "sign-in" });
    }
    if (intent.kind === "rejected") return resolved({ result: "refused", notice: refusalOf(intent) });
    if (mustAsk(intent)) {
      ask({ intent, local });
      return resolved({ result: "asked", shown: displayNumber(intent.number) });
    }
    return dialNow(intent);
  };
  const dialNow = (intent: DialIntent): Promise<DialOutcome> => {
    const shown = displayNumber(intent.number);
    return new Promise((resolve) => {
      const giveUp = scheduler.after(REQUEST_PATIENCE_MS, () =>
        resolve({ result: "waiting", shown, for: "dialer" }),
      );
      dial(intent, (how) => {
        giveUp();
        if (how === "posted") resolve({ result: "posted", shown });
        else resolve({ result: "dropped", notice: droppedNotice([inWords(intent)]) });
      });
    });
  };

  return {
    open(link, program = null) {
      const { intent, local } = readLink(link, program, context());
      log.info("link.received", {
        kind: intent.kind,
        reason: intent.kind === "rejected" ? intent.reason : null,
        source: intent.kind === "redirect" ? null : sourceKey(intent.source),
      });
      if (intent.kind === "redirect") {
        effects.handleRedirect(intent.url);
        return;
      }
      if (choices.refuses(intent.source)) return;
      switch (intent.kind) {
        case "rejected":
          ask({ intent, local });
          return;
        case "open":
          if (intent.page === "settings" || intent.page === "diagnostics") {
            effects.showOwnPage(intent.page);
            return;
          }
          // Signed out there is no such page, and the sign-in page comes forward instead.
          if (confirmations.canDial) {
            queue.add({ commands: [commandToOpen(intent.page)], what: "The page", settled: () => {} });
            sweepSoon();
          }
          showPhone();
          return;
        case "call":
        case "message":
          if (confirmations.canDial && isCertain(local) && !mustAsk(intent)) dial(intent);
          else ask({ intent, local });
          return;
        default:
          assertNever(intent);
      }
    },
    missed(count) {
      log.warn("link.dropped", { count, because: "start" });
      tell(missedNotice(count));
    },
    request(wanted) {
      const isCertainSoon = confirmations.canDial && !isCertain(readRequest(wanted, context()).local);
      return isCertainSoon ? region.whenKnown().then(() => request(wanted)) : request(wanted);
    },
    view,
    answer(id, choice, trusts = false) {
      const untrusted = trusts && choice === "accept" ? trust(id) : null;
      const { state, outcome } = answer(confirmations, id, choice);
      if (outcome.do === "block") {
        // Without a view in between, which would close the window that the answer to this is shown in.
        confirmations = state;
        tell(choices.block(outcome.source));
        return;
      }
      update(state);
      if (outcome.do === "copy") effects.copy(outcome.text);
      if (outcome.do === "dial") dial(outcome.intent);
      if (untrusted !== null) tell(untrusted);
    },
    tell,
    setSignedIn(signedIn) {
      // What was confirmed for one account must not be dialled by the next.
      if (!signedIn) queue.dropAll();
      confirmations = setCanDial(confirmations, signedIn);
      if (!signedIn) region.signedOut();
      update(confirmations);
      sweepSoon();
    },
    regionChanged() {
      update(readAgain(confirmations, region.isKnown(), (written) => readOnceMore(written, context())));
      sweepSoon();
    },
    setDialerReady: (ready) => queue.setReady(ready),
    pageReplaced: () => queue.pageReplaced(),
    posted: (id) => queue.acknowledge(id),
    callsChanged(state) {
      countries.callsChanged(state);
      if (view().card !== null) show();
    },
    dismissAll() {
      const { card } = view();
      if (card === null) return;
      // The keys that close a window were meant for the one that was in front before.
      if (scheduler.now() - front.since < ARM_AFTER_MS) effects.confirm(view(), true);
      else update(answer(confirmations, card.id, "dismiss-all").state);
    },
    heldNumber() {
      const held = heldCard(confirmations);
      return held === null ? null : numberOn(held, confirmations);
    },
    blockedCounts: choices.refused,
  };
}

const resolved = (outcome: DialOutcome): Promise<DialOutcome> => Promise.resolve(outcome);
