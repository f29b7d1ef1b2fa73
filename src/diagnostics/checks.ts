import { assertNever } from "../app/assert-never.ts";
import { offlineNotice, vaultNotice } from "../auth/notices.ts";
import type { SessionStatus } from "../auth/session-status.ts";
import { type MicrophoneState, microphoneNotice } from "../devices/microphone.ts";
import type { SchemeOwner } from "../links/schemes.ts";
import type { Reachability } from "../reachability/reachability.ts";
import type { PolicyView } from "../settings/policy-notices.ts";
import type { ProxyPolicy } from "../settings/policy-values.ts";
import type { UpdatesView } from "../updates/updates-view.ts";
import type { VaultState } from "../vault/vault.ts";
import type { CheckAnswer, CheckNote, CheckWay } from "./diagnostics-view.ts";

/**
 * What each check makes of what the main process knows. Problems have the same words as everywhere else: the notice
 * that tells of them.
 */

export function keychainAnswer(state: VaultState): CheckAnswer {
  const notice = vaultNotice(state);
  return notice === null ? ok("Sign-ins are kept under the system’s keychain.") : failed(notice);
}

export function sessionAnswer(
  status: Pick<SessionStatus, "state" | "reason" | "offline" | "warning">,
): CheckAnswer {
  const { state, reason, offline, warning } = status;
  switch (state) {
    case "signed-in":
      if (offline) return attention(offlineNotice);
      return warning === null ? ok("Somebody is signed in.") : attention(warning);
    case "authorizing":
    case "redeeming":
      return attention(
        { title: "A sign-in is under way.", nextStep: "Finish it in the browser." },
        "sign-in",
      );
    case "unconfigured":
    case "signed-out": {
      const note = reason ?? { title: "Nobody is signed in.", nextStep: "Sign in to make and take calls." };
      return (reason?.severity === "error" ? failed : attention)(note, "sign-in");
    }
    default:
      return assertNever(state);
  }
}

export function phoneAnswer(isSignedIn: boolean, isDialerReady: boolean): CheckAnswer {
  if (!isSignedIn) {
    return attention(
      { title: "The phone is not there while nobody is signed in.", nextStep: "Sign in." },
      "sign-in",
    );
  }
  return isDialerReady
    ? ok("The phone’s page is loaded, and its dialer is ready.")
    : failed({
        title: "The phone’s page has not said that its dialer is ready.",
        nextStep: "Wait a moment. If it stays so, quit and start again.",
      });
}

export function lineAnswer(reachability: Reachability, canReconnect: boolean): CheckAnswer {
  if (reachability.reachable) return ok("Calls reach you.");
  const { because } = reachability;
  const passes = because.code === "unreachable/signed-out" || because.code === "unreachable/connecting";
  return (passes ? attention : failed)(because, canReconnect ? "reconnect" : null);
}

export function microphoneAnswer(state: MicrophoneState, platform: NodeJS.Platform): CheckAnswer {
  const notice = microphoneNotice(state, platform);
  if (notice !== null) return failed(notice, "devices");
  switch (state) {
    case "not-asked":
      return attention(
        { title: "The system was not asked for the microphone yet.", nextStep: "Ask it now." },
        "devices",
      );
    case "unknown":
      return attention(notSeenYet("microphone"), "devices");
    default:
      return ok("There is a microphone, and it may be used.");
  }
}

/** @param count how many the phone's page sees; null before it has said so */
export function speakerAnswer(count: number | null): CheckAnswer {
  if (count === null) return attention(notSeenYet("speaker"), "devices");
  if (count > 0) return ok(count === 1 ? "There is a speaker." : `There are ${count} speakers.`);
  return failed(
    {
      title: "There is no speaker: you will hear nobody, and no ring.",
      nextStep: "Connect one, or a headset.",
    },
    "devices",
  );
}

/** @param owner who opens `tel:` */
export function linksAnswer(owner: SchemeOwner, product: string): CheckAnswer {
  const nextStep = `Choose ${product} for them in the settings, if it should be so.`;
  switch (owner.kind) {
    case "this":
      return ok(`${product} opens tel: links.`);
    case "other":
      return attention({ title: `${owner.name} opens tel: links.`, nextStep }, "settings");
    case "nobody":
      return attention({ title: "No program opens tel: links.", nextStep }, "settings");
    case "unknown":
      return attention({ title: "What opens tel: links is not known.", nextStep }, "settings");
    default:
      return assertNever(owner);
  }
}

/** @param arrives whether the redirect by private-use scheme leads here, as far as is known */
export function signInLinkAnswer(arrives: boolean, product: string): CheckAnswer {
  return arrives
    ? ok(`The browser’s answer to a sign-in leads to ${product}.`)
    : attention({
        title: `The system does not lead the browser’s answer to this ${product}.`,
        nextStep: "A sign-in uses an address on this computer instead, unless you choose otherwise.",
      });
}

export function trayAnswer(hasHost: boolean): CheckAnswer {
  return hasHost
    ? ok("The desktop shows the tray icon.")
    : attention({
        title: "This desktop shows no tray icons, so closing the phone quits.",
        nextStep: "Switch on the desktop’s tray, or its extension for it; or minimise the phone.",
      });
}

export function policiesAnswer({ managedBy, sources, problems }: PolicyView): CheckAnswer {
  const [first, ...more] = problems;
  if (first !== undefined) return { ...failed(first, "settings"), notes: [first, ...more].map(noteOf) };
  return ok(
    managedBy === null
      ? "Nothing is managed on this computer."
      : `Managed by ${managedBy}: ${sources.join(", ")}.`,
  );
}

const PROXIES: Readonly<Record<ProxyPolicy["mode"], string>> = {
  system: "The system’s own proxy settings are used, as a policy says.",
  direct: "No proxy is used, as a policy says.",
  fixed: "The proxy of a policy is used.",
  pac: "The proxy script of a policy is used.",
};

/** @param isProxyRefused the network could not be set up as a policy wants it */
export function networkAnswer(
  proxy: ProxyPolicy | null,
  isProxyRefused: boolean,
  offline: boolean,
): CheckAnswer {
  if (isProxyRefused) {
    return failed({
      title: "The proxy of a policy could not be set up: the system’s own settings are used.",
      nextStep: "Tell your administrator.",
    });
  }
  const used = proxy === null ? "The system’s own proxy settings are used." : PROXIES[proxy.mode];
  if (!offline) return ok(used);
  return failed({
    title: `RingCentral cannot be reached. ${used}`,
    nextStep: "Check the network connection; everything goes on by itself.",
  });
}

export function updatesAnswer(
  view: Pick<UpdatesView, "state" | "offered" | "place" | "problem">,
): CheckAnswer {
  const { state, offered, place, problem } = view;
  if (problem !== null) return attention(problem, "settings");
  switch (state) {
    case "off":
      return ok("New versions are not looked for: a setting says so.");
    case "not-possible-here":
      return place === null ? ok("This installation is not updated by itself.") : okNote(place);
    case "available":
    case "ready":
    case "downloading":
    case "installing-at-quit":
      return attention(
        { title: `There is a new version: ${offered?.version ?? "not named"}.`, nextStep: "Install it." },
        "settings",
      );
    case "idle":
    case "checking":
    case "failed":
      return ok("New versions are looked for.");
    default:
      return assertNever(state);
  }
}

/** @param setAside names of the files that could not be used */
export function settingsFileAnswer(setAside: readonly string[]): CheckAnswer {
  const [newest] = setAside.toSorted().reverse();
  if (newest === undefined) return ok("The settings file is in order.");
  return attention({
    title: `A settings file was damaged and was set aside as ${newest}; the defaults took its place.`,
    nextStep: "Choose what you miss once more. The file can be removed under Privacy in the settings.",
  });
}

/** @param seconds how long was waited */
export function silentAnswer(seconds: number): CheckAnswer {
  return failed({
    title: `There was no answer in ${seconds} seconds.`,
    nextStep: "Check again. If it stays so, start the computer’s session anew.",
  });
}

export const brokenAnswer: CheckAnswer = failed({
  title: "This could not be looked at.",
  nextStep: "Check again. The report says more.",
});

function notSeenYet(what: string): CheckNote {
  return {
    title: `Whether there is a ${what} is known once the phone was loaded.`,
    nextStep: "Sign in, or try it now.",
  };
}

function ok(title: string): CheckAnswer {
  return okNote({ title, nextStep: "" });
}

function okNote(note: CheckNote): CheckAnswer {
  return { state: "ok", notes: [noteOf(note)], way: null };
}

function attention(note: CheckNote, way: CheckWay | null = null): CheckAnswer {
  return { state: "attention", notes: [noteOf(note)], way };
}

function failed(note: CheckNote, way: CheckWay | null = null): CheckAnswer {
  return { state: "failed", notes: [noteOf(note)], way };
}

/** Of a notice, what is shown. */
function noteOf({ title, nextStep }: CheckNote): CheckNote {
  return { title, nextStep };
}
