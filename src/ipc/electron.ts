import { type IpcMainInvokeEvent, ipcMain } from "electron";
import type { Parts } from "../app/parts.ts";
import type { Log } from "../diagnostics/log.ts";
import type { Requests } from "./channels.ts";
import { type PayloadParser, requestParsers } from "./payloads.ts";
import { type PageHandlers, routePageRequests } from "./routes.ts";

/** The channels whose requests are only done, not answered. */
type ActionChannel = {
  [C in keyof Requests]: Requests[C]["result"] extends null
    ? null extends Requests[C]["result"]
      ? C
      : never
    : never;
}[keyof Requests];

type Handler<C extends keyof Requests> = (
  payload: Requests[C]["payload"],
) => Requests[C]["result"] | Promise<Requests[C]["result"]>;

export interface PageIpc {
  handle<C extends keyof Requests>(channel: C, handler: Handler<C>): void;
  act<C extends ActionChannel>(channel: C, handler: (payload: Requests[C]["payload"]) => void): void;
}

/** Lets the shell's own pages be answered. */
export function answerPages(
  parts: Omit<PageHandlers, "signOut" | "settings" | "showSettings" | "showDevices" | "showDiagnostics"> &
    Pick<Parts, "pages" | "departure" | "settings" | "log">,
): void {
  const { pages, departure, settings, log } = parts;
  const { session, settingsPage, links, calls, guard, shortcuts, updates, integrations } = parts;
  const { featureReload, privacy, about, devices, diagnostics, graduation } = parts;
  routePageRequests(
    createPageIpc((event) => pages.pageOf(event.sender, event.senderFrame), log),
    {
      session,
      signOut: departure.signOut,
      settingsPage,
      links,
      calls,
      guard,
      shortcuts,
      updates,
      integrations,
      featureReload,
      privacy,
      about,
      settings: settings.get,
      showSettings: () => pages.show("settings"),
      devices,
      showDevices: () => pages.show("devices"),
      diagnostics,
      graduation,
      showDiagnostics: () => pages.show("diagnostics"),
    },
  );
}

/**
 * Registers handlers for the shell pages' requests. A channel's first word names the one page that may use it;
 * a request from any other frame, or with a payload that is not one, is refused and logged.
 *
 * @param pageOf which page sent the event, or null
 */
function createPageIpc(pageOf: (event: IpcMainInvokeEvent) => string | null, log: Log): PageIpc {
  const register = <C extends keyof Requests>(
    channel: C,
    handler: (payload: Requests[C]["payload"]) => unknown,
  ): void => {
    const parse: PayloadParser<Requests[C]["payload"]> = requestParsers[channel];
    ipcMain.handle(channel, (event, payload: unknown) => {
      const page = pageOf(event);
      if (page === null || !channel.startsWith(`${page}:`)) {
        log.warn("ipc.refused", { channel, because: "sender" });
        throw new Error(`${channel} is not open to this page`);
      }
      const parsed = parse(payload);
      if (parsed === null) {
        log.warn("ipc.refused", { channel, because: "payload" });
        throw new Error(`${channel} does not take this payload`);
      }
      return handler(parsed.value);
    });
  };
  return {
    handle: register,
    act: (channel, handler) =>
      register(channel, (payload) => {
        handler(payload);
        return null;
      }),
  };
}
