import { desktopEntry, desktopFileName, type Launch } from "./desktop-entry.ts";
import type { SchemeOwner } from "./schemes.ts";

/** One thing to do so that the system brings links to Handset, or no longer does; `system.ts` does it. */
export type RegistrationStep =
  /** Windows and macOS: `app.setAsDefaultProtocolClient`. */
  | { readonly do: "set-default-client"; readonly scheme: string; readonly launch: Launch | null }
  /** Windows and macOS: `app.removeAsDefaultProtocolClient`. */
  | { readonly do: "remove-default-client"; readonly scheme: string; readonly launch: Launch | null }
  /** Linux: `{XDG_DATA_HOME}/applications/{name}`. */
  | { readonly do: "write-desktop-file"; readonly name: string; readonly content: string }
  /** Linux: the same, where Handset wrote it; anybody else's stays. */
  | { readonly do: "remove-desktop-file"; readonly name: string }
  /** Linux: `xdg-mime default`; what opened the scheme before stays behind Handset in the list. */
  | {
      readonly do: "xdg-default";
      readonly desktopFile: string;
      readonly schemes: readonly string[];
      /** Those of them that no other program opens: there is nothing to keep behind Handset. */
      readonly uncontested: readonly string[];
    }
  /**
   * Linux: out of `mimeapps.list`, which xdg-mime cannot do. `refuse` says there that the entry of the package, which
   * claims the schemes for everybody, does not count for this user.
   */
  | {
      readonly do: "xdg-give-back";
      readonly desktopFile: string;
      readonly schemes: readonly string[];
      readonly refuse: boolean;
    }
  /** Linux: every trace out of `mimeapps.list`. */
  | { readonly do: "xdg-forget"; readonly desktopFile: string; readonly schemes: readonly string[] };

export interface RegistrationFacts {
  readonly platform: NodeJS.Platform;
  readonly productName: string;
  /** Names the program and its `.desktop` file. */
  readonly shortName: string;
  /** One line about the product. */
  readonly summary: string;
  /** The redirect scheme and the product's own link scheme: nobody else's, so always claimed. */
  readonly ownSchemes: readonly string[];
  /** What the user wants Handset to open beside them: `tel` and its like. */
  readonly claimedSchemes: readonly string[];
  readonly launch: Launch;
  /** False when Handset runs from its sources. */
  readonly isPackaged: boolean;
  /** Linux: a package has installed the `.desktop` file for everybody. */
  readonly isInstalled: boolean;
}

/**
 * What to do at a start so that links arrive. Handset takes its own schemes; of the shared ones that the user wants
 * it to open only those that no other program has: taking one over is the user's decision. `unwanted` leads here and is
 * not to.
 *
 * Sources: https://www.electronjs.org/docs/latest/api/app (`setAsDefaultProtocolClient`), Desktop Entry
 * Specification 1.5, xdg-mime(1).
 */
export function startPlan(
  facts: RegistrationFacts,
  owners: ReadonlyMap<string, SchemeOwner>,
  unwanted: readonly string[] = [],
): readonly RegistrationStep[] {
  const free = facts.claimedSchemes.filter((scheme) => {
    const kind = owners.get(scheme)?.kind;
    return kind === "nobody" || kind === "this";
  });
  switch (facts.platform) {
    case "linux":
      return [
        ...entrySteps(facts),
        makeDefault(facts, [...facts.ownSchemes, ...free], owners),
        ...giveBack(facts, unwanted),
      ];
    case "darwin":
    case "win32": {
      // Windows lets a program have its own schemes; of the shared ones the user decides in the system's settings.
      const shared = facts.platform === "darwin" ? free : [];
      return [
        ...clients(facts, "set-default-client", [...facts.ownSchemes, ...shared]),
        ...clients(facts, "remove-default-client", claimableHere(facts, unwanted)),
      ];
    }
    default:
      return [];
  }
}

/** Whether a program can make itself the one that opens shared schemes; on Windows only the user can. */
export function canClaimShared(platform: NodeJS.Platform): boolean {
  return platform === "linux" || platform === "darwin";
}

/**
 * What to do when the user says that Handset is to open the schemes, whoever has them now. `facts.claimedSchemes`
 * has them already.
 */
export function claimPlan(facts: RegistrationFacts, schemes: readonly string[]): readonly RegistrationStep[] {
  switch (facts.platform) {
    case "linux":
      return [...entrySteps(facts), makeDefault(facts, schemes, new Map())];
    case "darwin":
    case "win32":
      return clients(facts, "set-default-client", claimableHere(facts, schemes));
    default:
      return [];
  }
}

/** What to do when the user gives the schemes back. `facts.claimedSchemes` has them no longer. */
export function releasePlan(
  facts: RegistrationFacts,
  schemes: readonly string[],
): readonly RegistrationStep[] {
  switch (facts.platform) {
    case "linux":
      return [...entrySteps(facts), ...giveBack(facts, schemes)];
    case "darwin":
    case "win32":
      return clients(facts, "remove-default-client", claimableHere(facts, schemes));
    default:
      return [];
  }
}

/**
 * What to do when Handset is removed from the machine, for the user who removes it: nothing of the registration is
 * left behind.
 *
 * @param schemes every scheme that Handset may ever have claimed
 */
export function unregisterPlan(
  facts: RegistrationFacts,
  schemes: readonly string[],
): readonly RegistrationStep[] {
  const desktopFile = desktopFileName(facts.shortName);
  switch (facts.platform) {
    case "linux":
      return [
        { do: "xdg-forget", desktopFile, schemes },
        { do: "remove-desktop-file", name: desktopFile },
      ];
    case "darwin":
    case "win32":
      return clients(facts, "remove-default-client", schemes);
    default:
      return [];
  }
}

/**
 * What Electron's three functions for a scheme's default client are to be told of the program. Null for this program
 * without anything else, as on macOS, where a bundle is registered and no command. What Windows starts is compared to the
 * letter, so that all three have to be told the same.
 */
export function clientLaunch(platform: NodeJS.Platform, launch: Launch): Launch | null {
  return platform === "win32" && launch.args.length > 0 ? launch : null;
}

function claimableHere(facts: RegistrationFacts, schemes: readonly string[]): readonly string[] {
  return schemes.filter((scheme) => canClaimShared(facts.platform) || facts.ownSchemes.includes(scheme));
}

/** The entry of a package is left alone; one that an AppImage wrote before the package came would hide it. */
function entrySteps(facts: RegistrationFacts): readonly RegistrationStep[] {
  const name = desktopFileName(facts.shortName);
  if (facts.isInstalled) return [{ do: "remove-desktop-file", name }];
  const schemes = [...facts.claimedSchemes, ...facts.ownSchemes];
  return [{ do: "write-desktop-file", name, content: desktopEntry(facts, facts.launch, schemes) }];
}

function makeDefault(
  facts: RegistrationFacts,
  schemes: readonly string[],
  owners: ReadonlyMap<string, SchemeOwner>,
): RegistrationStep {
  const uncontested = schemes.filter((scheme) => {
    const kind = owners.get(scheme)?.kind;
    return kind === "nobody" || kind === "this";
  });
  return { do: "xdg-default", desktopFile: desktopFileName(facts.shortName), schemes, uncontested };
}

function giveBack(facts: RegistrationFacts, schemes: readonly string[]): readonly RegistrationStep[] {
  if (schemes.length === 0) return [];
  const desktopFile = desktopFileName(facts.shortName);
  return [{ do: "xdg-give-back", desktopFile, schemes, refuse: facts.isInstalled }];
}

function clients(
  facts: RegistrationFacts,
  step: "set-default-client" | "remove-default-client",
  schemes: readonly string[],
): readonly RegistrationStep[] {
  // A bundle's Info.plist declares the schemes; on macOS an app that runs from its sources has none.
  if (facts.platform === "darwin" && !facts.isPackaged) return [];
  const launch = clientLaunch(facts.platform, facts.launch);
  return schemes.map((scheme) => ({ do: step, scheme, launch }));
}

const UNREGISTER_SWITCH = "--unregister-links";

/**
 * Whether this start is the uninstaller's: it takes Handset out of the system's lists for the user who runs it and
 * ends. Never together with a link: whoever wrote the link may have written what stands beside it.
 */
export function isUnregisterCall(args: readonly string[], link: string | null): boolean {
  return link === null && args.includes(UNREGISTER_SWITCH);
}
