import type { Parts } from "../app/parts.ts";
import { controlFolder } from "./places.ts";
import type { ControlReply, ControlRequest } from "./protocol.ts";
import { createResponder } from "./respond.ts";
import { startControlServer } from "./server.ts";

/** What other programs may ask of this Handset, by whichever way they reach it. */
export interface ControlDoor {
  readonly respond: (request: ControlRequest) => Promise<ControlReply>;
  /** To be called when that reply has been sent: some are acted on only then. */
  readonly answered: (reply: ControlReply) => void;
}

/** What the command line and the event stream may ask for. */
export function wireControl({
  brand,
  profile,
  system,
  calls,
  session,
  facts,
  reachability,
  links,
  scheduler,
}: Pick<
  Parts,
  "brand" | "profile" | "system" | "calls" | "session" | "facts" | "reachability" | "links" | "scheduler"
>): ControlDoor {
  return {
    respond: createResponder({
      productName: brand.name,
      appVersion: system.version,
      profile,
      calls,
      session: session.status,
      isDialerReady: () => facts.isDialerReady,
      reachability: reachability.now,
      dial: links.request,
      show: session.bringForward,
      scheduler,
    }),
    answered({ result }) {
      if (result === "quitting") system.quit();
    },
  };
}

/** Lets the command line in, and closes its door and the one of the event stream with the process. */
export async function openControl({
  system,
  control,
  integrations,
  log,
}: Pick<Parts, "system" | "control" | "integrations" | "log">): Promise<void> {
  const server = await startControlServer({ folder: controlFolder(system.dataFolder), ...control, log });
  process.once("exit", () => {
    server?.close();
    integrations.close();
  });
}
