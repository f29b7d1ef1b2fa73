import type { Parts } from "../app/parts.ts";
import type { SessionStatus } from "../auth/session-status.ts";
import type { PageName } from "./electron.ts";

/** As little of the parts as closing a window needs. */
interface ClosingParts extends Pick<Parts, "stayOrQuit"> {
  readonly pages: Pick<Parts["pages"], "isOpen" | "onClosedByUser">;
  readonly softphone: Pick<Parts["softphone"], "isVisible">;
  readonly session: { status(): Pick<SessionStatus, "state"> };
  readonly shortcuts: Pick<Parts["shortcuts"], "setChoosing">;
  readonly links: Pick<Parts["links"], "dismissAll">;
  readonly guard: Pick<Parts["guard"], "dismiss">;
  readonly departure: Pick<Parts["departure"], "isLeaving">;
}

/** What follows when the user closes one of the shell's own windows. */
export function followClosing({
  pages,
  softphone,
  session,
  stayOrQuit,
  shortcuts,
  links,
  guard,
  departure,
}: ClosingParts): void {
  const isSignedIn = (): boolean => session.status().state === "signed-in";
  /** A saved sign-in is being taken up, out of sight until somebody has to do something. */
  const isOnItsWay = (): boolean => session.status().state === "redeeming" && !pages.isOpen("sign-in");
  /** Where no phone is left, and none of these. A phone that was hidden or minimised goes on ringing. */
  const stayOrQuitWithout = (...others: readonly PageName[]): void => {
    if (!softphone.isVisible && !isSignedIn() && !others.some(pages.isOpen)) void stayOrQuit();
  };
  pages.onClosedByUser("sign-in", () => stayOrQuitWithout("settings", "diagnostics"));
  pages.onClosedByUser("settings", () => {
    // Nobody chooses keys any more.
    shortcuts.setChoosing(false);
    if (!isOnItsWay()) stayOrQuitWithout("sign-in", "diagnostics");
  });
  pages.onClosedByUser("devices", () => {
    if (!isOnItsWay()) stayOrQuitWithout("settings", "sign-in", "diagnostics");
  });
  pages.onClosedByUser("diagnostics", () => {
    if (!isOnItsWay()) stayOrQuitWithout("settings", "sign-in");
  });
  pages.onClosedByUser("confirm-call", () => {
    // Then all windows are closed, and none may come again.
    if (!departure.isLeaving()) links.dismissAll();
  });
  pages.onClosedByUser("question", guard.dismiss);
}
