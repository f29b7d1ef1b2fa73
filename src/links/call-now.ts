import type { SessionController } from "../auth/session-api.ts";
import type { LinkController } from "./link-controller.ts";

/** Calls a number that the user has chosen where Handset itself showed it; asks where it is remarkable. */
export async function callNow(
  {
    links,
    session,
  }: {
    readonly links: Pick<LinkController, "request" | "tell">;
    readonly session: Pick<SessionController, "bringForward">;
  },
  written: string,
): Promise<void> {
  const outcome = await links.request({ kind: "call", written, text: null, source: { kind: "clipboard" } });
  if (outcome.result === "refused") links.tell(outcome.notice);
  // What is asked has a window of its own, which the phone would cover.
  else if (outcome.result !== "asked") session.bringForward();
}
