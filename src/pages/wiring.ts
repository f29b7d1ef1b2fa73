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
}: Pick<Parts, "pages" | "softphone" | "stayOrQuit" | "shortcuts" | "links" | "guard">): void {
  /** Where none of these is left, and no phone. */
  const stayOrQuitWithout = (...others: readonly PageName[]): void => {
    if (!softphone.isVisible && !others.some(pages.isOpen)) void stayOrQuit();
  };
  pages.onClosedByUser("sign-in", () => stayOrQuitWithout("settings", "diagnostics"));
  pages.onClosedByUser("settings", () => {
    // Nobody chooses keys any more.
    shortcuts.setChoosing(false);
    stayOrQuitWithout("sign-in", "diagnostics");
  });
  pages.onClosedByUser("devices", () => stayOrQuitWithout("settings", "sign-in", "diagnostics"));
  pages.onClosedByUser("diagnostics", () => stayOrQuitWithout("settings", "sign-in"));
  pages.onClosedByUser("confirm-call", links.dismissAll);
  pages.onClosedByUser("question", guard.dismiss);
}
