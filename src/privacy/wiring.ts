import type { Parts } from "../app/parts.ts";
import { deleteLeftovers, deleteLog } from "./files.ts";
import { createPrivacy, type Privacy } from "./privacy.ts";

/** What can be removed from this profile. */
export function wirePrivacy({
  settings,
  session,
  guard,
  startAtLogin,
  log,
  calls,
  dialingRegion,
  system,
  pages,
  graduation,
}: Pick<
  Parts,
  | "settings"
  | "session"
  | "guard"
  | "startAtLogin"
  | "log"
  | "calls"
  | "dialingRegion"
  | "system"
  | "pages"
  | "graduation"
>): Privacy {
  return createPrivacy({
    settings,
    session,
    guard,
    startAtLogin,
    log,
    effects: {
      forgetCalls: calls.forgetEnded,
      forgetRegion: dialingRegion.signedOut,
      deleteLog: () => deleteLog(system.dataFolder),
      deleteLeftovers: () => deleteLeftovers(system.dataFolder),
      startedOver: () => {
        graduation.forget();
        pages.close("sign-in");
        pages.show("sign-in");
      },
    },
  });
}
