import { assertNever } from "../app/assert-never.ts";
import type { Scheduler } from "../app/scheduler.ts";
import type { Log } from "../diagnostics/log.ts";
import type { ConfirmCallView, Notice } from "../ipc/channels.ts";
import type { Settings } from "../settings/settings.ts";
import type { WidgetCommand } from "../widget/messages.ts";
import { confirmCallView, goesToDialer } from "./confirm-view.ts";
import {
  addIntent,
  addRefusal,
  answer,
  type Choice,
  type Confirmations,
  expireHeld,
  heldIntent,
  needsConfirmation,
  noConfirmations,
  setCanDial,
} from "./confirmation.ts";
import { createDialQueue } from "./dial-queue.ts";
import { type DialIntent, type RejectedIntent, type Source, sourceKey } from "./intent.ts";
import { type LinkContext, parseLink, readWritten } from "./parse.ts";
import { displayNumber } from "./phone-number.ts";
import { refusalNotice } from "./refusal.ts";
import { countryKey, type Surroundings } from "./remarks.ts";
import { blockedLinks, isListed } from "./source.ts";
import {
  blockedNotice,
  commandsFor,
  commandToOpen,
  droppedNotice,
  heldTooLongNotice,
  inWords,
  type Order,
} from "./widget-commands.ts";

export interface LinkEffects {
  /** Posts the command to the widget; `posted(id)` follows. */
  readonly deliver: (id: number, command: WidgetCommand) => void;
  readonly copy: (text: string) => void;
  readonly showPhone: () => void;
  /** Handset's own settings; those of the widget are in the widget. */
  readonly showOwnPage: (page: "settings" | "diagnostics") => void;
  /** Shows the view in the confirmation window; a view without a card closes it. */
  readonly confirm: (view: ConfirmCallView) => void;
  readonly handleRedirect: (url: string) => void;
  /** A link came that waits for the sign-in, or one that waited is gone. */
  readonly heldChanged: () => void;
}

/** A wish to dial or to write that comes from the user's own hands: a command line, a shortcut, a menu. */
export interface DialRequest {
  readonly kind: "call" | "message";
  /** The number as it was typed or selected. */
  readonly written: string;
  /** Text of the message, or null. */
  readonly text: string | null;
  readonly source: Source;
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
  /** Takes a request; settles within five seconds. A refused one is the caller's to show. */
  request(request: DialRequest): Promise<DialOutcome>;
  view(): ConfirmCallView;
  answer(id: string, choice: Choice): void;
  /** Tells the user something on a card of its own. */
  tell(notice: Notice): void;
  setSignedIn(signedIn: boolean): void;
  setDialerReady(ready: boolean): void;
  pageReplaced(): void;
  posted(id: number): void;
  /** A call began or ended: what is asked may read differently. */
  callsChanged(): void;
  /** The user closed the window: what stood in it is dismissed. */
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
  readonly context: () => LinkContext;
  readonly settings: { get(): LinkSettings; set(changes: Partial<LinkSettings>): Notice | null };
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
  const { settings, scheduler, log, effects } = options;
  let confirmations: Confirmations = noConfirmations;
  let sweeping = false;
  let shownAt = Number.NEGATIVE_INFINITY;
  const blocked = new Map<string, number>();

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
  const surroundings = ({ region, calledCountries }: LinkSettings): Surroundings => ({
    region,
    calledCountries,
    onCall: options.onCall(),
  });
  const view = (): ConfirmCallView => {
    const chosen = settings.get();
    const { productName } = options;
    return confirmCallView(confirmations, {
      ...surroundings(chosen),
      productName,
      linkAction: chosen.linkAction,
    });
  };
  const update = (next: Confirmations): void => {
    confirmations = next;
    effects.confirm(view());
    effects.heldChanged();
  };
  const tell = (notice: Notice): void => update(addRefusal(confirmations, notice, ""));
  const ask = (intent: DialIntent): void => {
    update(addIntent(confirmations, intent, scheduler.now()));
    sweepSoon();
  };
  /** The sweep runs only while something waits. */
  const sweepSoon = (): void => {
    if (sweeping || (queue.size === 0 && heldIntent(confirmations) === null)) return;
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
    tell(heldTooLongNotice(expired.map(inWords)));
  };
  const rememberCountry = (intent: DialIntent, { region, calledCountries }: LinkSettings): void => {
    const others = intent.kind === "message" ? intent.others : [];
    const known = new Set(calledCountries);
    for (const key of [intent.number, ...others].map(countryKey)) {
      if (key !== null && key !== region) known.add(key);
    }
    if (known.size > calledCountries.length) settings.set({ calledCountries: [...known] });
  };
  const dial = (intent: DialIntent, settled: Order["settled"] = () => {}): void => {
    const chosen = settings.get();
    rememberCountry(intent, chosen);
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
  const isBlocked = (source: Source): boolean => {
    if (!isListed(source, settings.get().blockedSources)) return false;
    const key = sourceKey(source);
    const count = (blocked.get(key) ?? 0) + 1;
    blocked.set(key, count);
    log.info("link.blocked", { source: key, count });
    return true;
  };
  const block = (source: Source): void => {
    const { blockedSources } = settings.get();
    const key = sourceKey(source);
    const refused = blockedSources.includes(key)
      ? null
      : settings.set({ blockedSources: [...blockedSources, key] });
    if (refused === null) log.info("link.source-blocked", { source: key });
    // A policy may hold the list, or the disk be full.
    tell(refused ?? blockedNotice(blockedLinks(source) ?? "Such links"));
  };
  const refuse = ({ reason, part, shown, source }: RejectedIntent): void =>
    update(addRefusal(confirmations, refusalNotice(reason, part), shown, source));

  return {
    open(link, program = null) {
      const intent = parseLink(link, options.context(), program);
      log.info("link.received", {
        kind: intent.kind,
        reason: intent.kind === "rejected" ? intent.reason : null,
        source: intent.kind === "redirect" ? null : sourceKey(intent.source),
      });
      if (intent.kind === "redirect") {
        effects.handleRedirect(intent.url);
        return;
      }
      if (isBlocked(intent.source)) return;
      switch (intent.kind) {
        case "rejected":
          refuse(intent);
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
          if (confirmations.canDial && !mustAsk(intent)) dial(intent);
          else ask(intent);
          return;
        default:
          assertNever(intent);
      }
    },
    request({ kind, written, text, source }) {
      const read = readWritten(written, options.context());
      const problem = read.ok && kind === "message" ? unwritable(read.number.kind) : null;
      log.info("link.requested", { kind, source: sourceKey(source), ok: read.ok && problem === null });
      if (!read.ok) {
        const subject = source.kind === "shortcut" ? "text" : "link";
        return resolved({ result: "refused", notice: refusalNotice(read.reason, read.part, subject) });
      }
      if (problem !== null) return resolved({ result: "refused", notice: problem });
      const { number } = read;
      const intent: DialIntent =
        kind === "call" ? { kind, number, source } : { kind, number, others: [], text, source };
      const shown = displayNumber(number);
      if (!confirmations.canDial) {
        ask(intent);
        return resolved({ result: "waiting", shown, for: "sign-in" });
      }
      if (mustAsk(intent)) {
        ask(intent);
        return resolved({ result: "asked", shown });
      }
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
    },
    view,
    answer(id, choice) {
      const { state, outcome } = answer(confirmations, id, choice);
      if (outcome.do === "block") {
        // Without a view in between, which would close the window that the answer to this is shown in.
        confirmations = state;
        block(outcome.source);
        return;
      }
      update(state);
      if (outcome.do === "copy") effects.copy(outcome.text);
      if (outcome.do === "dial") dial(outcome.intent);
    },
    tell,
    setSignedIn(signedIn) {
      // What was confirmed for one account must not be dialled by the next.
      if (!signedIn) queue.dropAll();
      update(setCanDial(confirmations, signedIn));
      sweepSoon();
    },
    setDialerReady: (ready) => queue.setReady(ready),
    pageReplaced: () => queue.pageReplaced(),
    posted: (id) => queue.acknowledge(id),
    callsChanged() {
      if (view().card !== null) effects.confirm(view());
    },
    dismissAll() {
      const front = view().card;
      if (front !== null) update(answer(confirmations, front.id, "dismiss-all").state);
    },
    heldNumber() {
      const held = heldIntent(confirmations);
      return held === null ? null : displayNumber(held.number);
    },
    blockedCounts: () => Object.fromEntries(blocked),
  };
}

const resolved = (outcome: DialOutcome): Promise<DialOutcome> => Promise.resolve(outcome);

/** Why nobody reads a message to such a number, or null. */
function unwritable(kind: "e164" | "extension" | "star-code" | "emergency"): Notice | null {
  if (kind === "emergency") return refusalNotice("not-writable");
  return kind === "star-code" ? refusalNotice("service-code") : null;
}
