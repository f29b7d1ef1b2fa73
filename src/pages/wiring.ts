import type { Parts } from "../app/parts.ts";
import type { PageName } from "./electron.ts";

/** What follows when the user closes one of the shell's own windows. */
export function followClosing({
  pages,
  softphone,
  stayOrQuit,
  shortcuts,
  links,
  guard,
  departure,
}: Pick<Parts, "pages" | "softphone" | "stayOrQuit" | "shortcuts" | "links" | "guard" | "departure">): void {
  /** Where none of these is left, and no phone. */
  const stayOrQuitWithout = (...others: readonly PageName[]): void => {
    if (!softphone.isVisible && !others.some(pages.isOpen)) void stayOrQuit();
  };
  pages.onClosedByUser("sign-in", () => stayOrQuitWithout("settings"));
  pages.onClosedByUser("settings", () => {
    // Nobody chooses keys any more.
    shortcuts.setChoosing(false);
    stayOrQuitWithout("sign-in");
  });
  pages.onClosedByUser("devices", () => stayOrQuitWithout("settings", "sign-in"));
  pages.onClosedByUser("confirm-call", () => {
    // Then all windows are closed, and none may come again.
    if (!departure.isLeaving()) links.dismissAll();
  });
  pages.onClosedByUser("question", guard.dismiss);
}
