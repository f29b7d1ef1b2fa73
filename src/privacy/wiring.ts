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
  departure,
  registration,
  windowMemory,
  brand,
  facts,
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
  | "departure"
  | "registration"
  | "windowMemory"
  | "brand"
  | "facts"
>): Privacy {
  return createPrivacy({
    settings,
    session,
    departure,
    guard,
    startAtLogin,
    log,
    effects: {
      forgetCalls: calls.forgetEnded,
      forgetRegion: dialingRegion.signedOut,
      handBackLinks: async () => {
        await registration.unregister();
        await registration.look();
        // A package goes on claiming the schemes for everybody; nothing else does.
        const { owner } = registration.rows().find(({ scheme }) => scheme === brand.appId) ?? {};
        if (owner?.kind !== "this") facts.schemeArrives = false;
      },
      deleteLog: () => deleteLog(system.dataFolder),
      deleteLeftovers: () => {
        windowMemory.forget();
        return deleteLeftovers(system.dataFolder);
      },
      startedOver: () => {
        graduation.forget();
        pages.close("sign-in");
        pages.show("sign-in");
      },
    },
  });
}
