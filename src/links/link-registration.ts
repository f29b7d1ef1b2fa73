import { isDeepStrictEqual } from "node:util";
import type { Log } from "../diagnostics/log.ts";
import type { Notice } from "../ipc/channels.ts";
import type { Settings } from "../settings/settings.ts";
import type { LockedSettings } from "../settings/store.ts";
import type { Launch } from "./desktop-entry.ts";
import {
  canClaimShared,
  claimPlan,
  type RegistrationFacts,
  type RegistrationStep,
  releasePlan,
  startPlan,
  unregisterPlan,
} from "./registration.ts";
import { nextHeld, type SchemeFacts, type SchemeOwner, type SchemeRow, schemeRows } from "./schemes.ts";

/** What Handset was seen to open at its last look; beside the settings, since nobody chooses it. */
export const HELD_FILE = "held-schemes.json";

/** The operating system, as far as links go. */
export interface LinkSystem {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly launch: Launch;
  /** A package has installed the `.desktop` file. */
  isInstalled(): Promise<boolean>;
  /** Never rejects. */
  ownerOf(scheme: string): Promise<SchemeOwner>;
  /** Rejects when the step failed. */
  perform(step: RegistrationStep): Promise<void>;
}

type ClaimedSchemes = Pick<Settings, "claimedSchemes">;

export interface LinkRegistrationOptions {
  readonly productName: string;
  readonly shortName: string;
  /** One line about the product. */
  readonly summary: string;
  readonly ownSchemes: readonly string[];
  /** The one of them that brings the sign-in back. */
  readonly redirectScheme: string;
  readonly claimable: readonly string[];
  /** False in a second profile: the system knows one Handset for each scheme, and it is not this one. */
  readonly registers: boolean;
  readonly settings: {
    get(): ClaimedSchemes;
    set(changes: Partial<Settings>): Notice | null;
    locked(): LockedSettings;
    onChanged(listener: (now: ClaimedSchemes, before: ClaimedSchemes) => void): unknown;
  };
  readonly system: LinkSystem;
  /** What `keepHeld` was last given, at this start or an earlier one. */
  readonly held: readonly string[];
  readonly keepHeld: (held: readonly string[]) => Promise<void>;
  readonly log: Log;
  /** The rows may be others now. */
  readonly changed: () => void;
}

/** How far Handset can change who opens a scheme: itself, only by the user's hand, or not from this profile. */
export type ClaimWay = "here" | "system-settings" | "other-profile";

export interface LinkRegistration {
  readonly claimWay: ClaimWay;
  /**
   * Registers Handset for what nobody else has, and gives back what it is no longer to open; the same again whenever
   * the setting changes. Never rejects: what fails is logged, and the user can still open
   * links from the command line.
   *
   * @returns whether the redirect scheme now leads to this Handset, as far as the system tells
   */
  start(): Promise<boolean>;
  rows(): readonly SchemeRow[];
  /** Asks the system anew who opens what; `changed` follows. */
  look(): Promise<void>;
  /** Lets Handset open the scheme, whoever has it now. */
  claim(scheme: string): Promise<Notice | null>;
  /** Gives the scheme to the next program, and to none where there is no other. */
  release(scheme: string): Promise<Notice | null>;
  /**
   * Removes Handset from the system's lists, until the next start; for who uninstalls it or hands the computer on. Does
   * nothing in a second profile.
   */
  unregister(): Promise<void>;
}

/** Keeps the system's registration and the user's wish together; offers, but never grabs. */
export function createLinkRegistration(options: LinkRegistrationOptions): LinkRegistration {
  const { system, settings, log, ownSchemes, claimable } = options;
  let { held } = options;
  let owners: ReadonlyMap<string, SchemeOwner> = new Map();
  let lost = "";
  /** The setting is being changed from here, and what follows from it is done here, too. */
  let isChanging = false;
  /** One at a time: all of them read and write the same lists. */
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  const claimed = (): readonly string[] =>
    settings.get().claimedSchemes.filter((scheme) => claimable.includes(scheme));
  const schemeFacts = (): SchemeFacts => ({
    ownSchemes,
    claimable,
    claimedSchemes: claimed(),
    owners,
    held,
  });
  const facts = async (): Promise<RegistrationFacts> => ({
    platform: system.platform,
    productName: options.productName,
    shortName: options.shortName,
    summary: options.summary,
    ownSchemes,
    claimedSchemes: claimed(),
    launch: system.launch,
    isPackaged: system.isPackaged,
    isInstalled: await system.isInstalled(),
  });
  const rows = (): readonly SchemeRow[] => schemeRows(schemeFacts());

  const look = async (schemes: readonly string[]): Promise<void> =>
    settle(await Promise.all(schemes.map(async (scheme) => [scheme, await system.ownerOf(scheme)] as const)));
  const settle = async (found: readonly (readonly [string, SchemeOwner])[]): Promise<void> => {
    owners = new Map([...owners, ...found]);
    const next = options.registers ? nextHeld(schemeFacts()) : held;
    if (next.join() !== held.join()) {
      held = next;
      await options
        .keepHeld(held)
        .catch((cause: unknown) => log.warn("registration.not-recorded", { cause }));
    }
    const lostNow = rows()
      .filter((row) => row.takenOver)
      .map((row) => row.scheme)
      .join(" ");
    if (lostNow !== lost && lostNow !== "") log.warn("registration.taken-over", { schemes: lostNow });
    lost = lostNow;
    options.changed();
  };

  /** @returns false when a step failed; the ones behind it are not tried. */
  const perform = async (steps: readonly RegistrationStep[]): Promise<boolean> => {
    for (const step of steps) {
      try {
        await system.perform(step);
      } catch (cause) {
        log.warn("registration.failed", { step: step.do, cause });
        return false;
      }
    }
    return true;
  };

  const claimWay: ClaimWay = !options.registers
    ? "other-profile"
    : canClaimShared(system.platform)
      ? "here"
      : "system-settings";

  /** Puts the wish on the disk, then into effect, and sees what came of it. */
  const change = (
    scheme: string,
    wanted: boolean,
    plan: (facts: RegistrationFacts, schemes: readonly string[]) => readonly RegistrationStep[],
  ): Promise<Notice | null> =>
    inTurn(async () => {
      const own = ownSchemes.includes(scheme);
      if (!options.registers) return otherProfileNotice(options.productName);
      if (claimWay === "system-settings" && !own) return systemSettingsNotice(options.productName);
      if (!own) {
        const others = claimed().filter((other) => other !== scheme);
        const wish = claimable.filter((each) => others.includes(each) || (wanted && each === scheme));
        isChanging = true;
        const refused = settings.set({ claimedSchemes: wish });
        isChanging = false;
        if (refused !== null) return refused;
      }
      const done = await perform(plan(await facts(), [scheme]));
      await look([scheme]);
      if (!done) return failedNotice(scheme);
      const owner = owners.get(scheme);
      log.info(wanted ? "registration.claimed" : "registration.released", { scheme, owner: owner?.kind });
      if (wanted && owner?.kind === "nobody") return failedNotice(scheme);
      return wanted && owner?.kind === "other"
        ? notClaimedNotice(scheme, owner.name, options.productName)
        : null;
    });

  /** What may lead here although it is not to: under a policy anything, else what Handset once took itself. */
  const surplus = (): readonly string[] => {
    const isLocked = settings.locked().claimedSchemes !== undefined;
    const wanted = claimed();
    return claimable.filter((scheme) => !wanted.includes(scheme) && (isLocked || held.includes(scheme)));
  };
  const register = async (): Promise<boolean> => {
    const maybeUnwanted = surplus();
    // Each look costs a process; what Handset has no part in can wait for the settings page.
    await look([...claimed(), ...maybeUnwanted, ...ownSchemes]);
    if (!options.registers) return false;
    const notHere = rows()
      .filter((row) => row.claimed && row.owner.kind !== "this")
      .map((row) => row.scheme);
    const unwanted = maybeUnwanted.filter((scheme) => owners.get(scheme)?.kind === "this");
    const steps = startPlan(await facts(), owners, unwanted);
    const done = await perform(steps);
    if (done) log.info("registration.done", { steps: steps.length });
    // One step took what nobody had: where the redirect arrives, so does the rest.
    const together = steps
      .flatMap((step) => (step.do === "xdg-default" ? step.uncontested : []))
      .filter((scheme) => scheme !== options.redirectScheme);
    const arrives = (): boolean => owners.get(options.redirectScheme)?.kind === "this";
    await look([...unwanted, ...notHere.filter((scheme) => !together.includes(scheme))]);
    if (done && arrives()) await settle(together.map((scheme) => [scheme, { kind: "this" }] as const));
    else await look(together);
    return done && arrives();
  };
  settings.onChanged((now, before) => {
    if (!isChanging && !isDeepStrictEqual(now.claimedSchemes, before.claimedSchemes)) void inTurn(register);
  });

  return {
    claimWay,
    rows,
    look: () => inTurn(() => look([...claimable, ...ownSchemes])),
    start: () => inTurn(register),
    async claim(scheme) {
      if (!claimable.includes(scheme) && !ownSchemes.includes(scheme)) return failedNotice(scheme);
      return change(scheme, true, claimPlan);
    },
    async release(scheme) {
      if (!claimable.includes(scheme)) return failedNotice(scheme);
      return change(scheme, false, releasePlan);
    },
    unregister: () =>
      inTurn(async () => {
        if (!options.registers) return;
        const done = await perform(unregisterPlan(await facts(), [...claimable, ...ownSchemes]));
        held = [];
        await options.keepHeld(held);
        log.info("registration.removed", { complete: done });
      }),
  };
}

const notice = (code: string, title: string, nextStep: string): Notice => ({
  code: `registration/${code}`,
  severity: "warning",
  title,
  nextStep,
});

const otherProfileNotice = (productName: string): Notice =>
  notice(
    "other-profile",
    "Links go to the usual profile, not to this one.",
    `Start ${productName} without --profile to choose which links it opens.`,
  );
const systemSettingsNotice = (productName: string): Notice =>
  notice(
    "system-settings",
    "On this system only you can choose what opens these links.",
    `Open the system’s list of default apps and choose ${productName} there.`,
  );

function failedNotice(scheme: string): Notice {
  return notice(
    "failed",
    `The system could not be told who opens ${scheme}: links.`,
    "Try again. If that does not help, choose the program in the system’s own settings.",
  );
}

function notClaimedNotice(scheme: string, owner: string, productName: string): Notice {
  return notice(
    "not-claimed",
    `The system still gives ${scheme}: links to ${owner}.`,
    `Choose ${productName} for them in the system’s own settings.`,
  );
}
