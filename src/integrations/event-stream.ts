import type { Scheduler } from "../app/scheduler.ts";
import type { ControlReply, ControlRequest } from "../control/protocol.ts";
import type { Log } from "../diagnostics/log.ts";
import type { Notice } from "../ipc/channels.ts";
import type { Settings } from "../settings/settings.ts";
import type { SettingsStore } from "../settings/store.ts";
import type { Vault } from "../vault/vault.ts";
import type { EventStreamView } from "./integrations-view.ts";
import { STREAM_PATH } from "./stream-door.ts";
import { closeCodes, createStreamHub } from "./stream-hub.ts";
import type { StreamEvent } from "./stream-messages.ts";
import type { StreamServer } from "./stream-server.ts";
import { createStreamToken } from "./stream-token.ts";

export interface EventStreamOptions {
  readonly productName: string;
  readonly appVersion: string;
  /** Name of the profile, or null for the usual one. */
  readonly profile: string | null;
  readonly settings: Pick<SettingsStore, "get" | "onChanged">;
  readonly vault: Pick<Vault, "read" | "write" | "remove">;
  readonly snapshot: () => StreamEvent;
  readonly respond: (request: ControlRequest) => Promise<ControlReply>;
  /** This reply was sent. */
  readonly answered: (reply: ControlReply) => void;
  readonly copy: (text: string) => void;
  /** What the settings page shows of it has changed. */
  readonly changed: () => void;
  readonly scheduler: Scheduler;
  readonly log: Log;
}

/** The door for other programs of the user: open while the settings say so. */
export interface EventStream {
  /** Opens the door if the settings say so, and follows them from then on. */
  start(): Promise<void>;
  publish(event: StreamEvent): void;
  view(): EventStreamView;
  /** Puts the token on the clipboard, and nowhere else. */
  copyToken(): Promise<Notice | null>;
  /** Makes a new token; who came with the old one is sent away. */
  renewToken(): Promise<Notice | null>;
  /**
   * The user has signed out: who is connected is sent away, and the token goes. The next one is made when somebody wants
   * it. Resolves when the vault has forgotten the old one.
   */
  forgetToken(): Promise<void>;
  close(): void;
}

type State =
  | { readonly state: "off" | "starting" }
  | { readonly state: "on"; readonly server: StreamServer }
  | { readonly state: "failed"; readonly notice: Notice };

export function createEventStream(options: EventStreamOptions): EventStream {
  const { settings, scheduler, log, changed, productName, appVersion, profile } = options;
  const token = createStreamToken(options.vault);
  let now: State = { state: "off" };
  let clients = 0;
  let isClosed = false;
  /** One change of the settings after the other: each sees what the one before has left. */
  let working: Promise<void> = Promise.resolve();

  const hub = createStreamHub({
    isToken: token.is,
    hello: { type: "hello", product: productName, appVersion, profile },
    snapshot: options.snapshot,
    respond: options.respond,
    answered: options.answered,
    clientsChanged: (count) => {
      clients = count;
      changed();
    },
    scheduler,
    log,
  });
  const set = (next: State): void => {
    now = next;
    changed();
  };
  const close = (): void => {
    if (now.state === "on") now.server.close();
    hub.dropAll(closeCodes.goingAway, "closed");
  };
  const open = async (port: number): Promise<State> => {
    if ((await token.load()) === null) return { state: "failed", notice: keychainNotice };
    // Most start without it; the WebSocket server is read from the disk when it is wanted.
    const { startStreamServer } = await import("./stream-server.ts");
    const server = await startStreamServer({ port, hub, isToken: token.is, log });
    if (server === "port-taken") return { state: "failed", notice: portTakenNotice(port) };
    if (server === "failed") return { state: "failed", notice: failedNotice };
    log.info("event-stream.listening", {});
    return { state: "on", server };
  };
  const apply = async (): Promise<void> => {
    close();
    const { eventStream, eventStreamPort } = settings.get();
    if (!eventStream || isClosed) return set({ state: "off" });
    const port = parsePort(eventStreamPort);
    if (port === null) return set({ state: "failed", notice: portNotice });
    set({ state: "starting" });
    const opened = await open(port);
    if (isClosed && opened.state === "on") opened.server.close();
    set(opened);
  };
  const applySoon = (): Promise<void> => {
    working = working.then(apply).catch((cause: unknown) => {
      log.error("event-stream.failed", { cause });
      set({ state: "failed", notice: failedNotice });
    });
    return working;
  };
  settings.onChanged((after, before) => {
    const wanted = ({ eventStream, eventStreamPort }: Settings): string =>
      `${eventStream} ${eventStreamPort}`;
    if (wanted(after) !== wanted(before)) void applySoon();
  });

  return {
    start: applySoon,
    publish: hub.publish,
    view: () => ({
      state: now.state,
      address: now.state === "on" ? `ws://127.0.0.1:${now.server.port}${STREAM_PATH}` : null,
      clients,
      notice: now.state === "failed" ? now.notice : null,
    }),
    async copyToken() {
      const secret = await token.load();
      if (secret === null) return keychainNotice;
      options.copy(secret.reveal());
      return null;
    },
    async renewToken() {
      const renewed = token.renew();
      log.info("event-stream.token-renewed", {});
      hub.dropAll(closeCodes.token, "the token was renewed");
      await renewed;
      return null;
    },
    forgetToken() {
      const forgotten = token.forget();
      log.info("event-stream.token-forgotten", {});
      hub.dropAll(closeCodes.token, "the user has signed out");
      return forgotten;
    },
    close() {
      isClosed = true;
      close();
    },
  };
}

/** Ports below 1024 are the system's. */
export function parsePort(text: string): number | null {
  const port = /^\d{4,5}$/.test(text) ? Number(text) : 0;
  return port >= 1024 && port <= 65_535 ? port : null;
}

export const portNotice: Notice = {
  code: "event-stream/port",
  severity: "error",
  title: "A port is a number from 1024 to 65535.",
  nextStep: "Choose another one, such as 18731.",
};

const keychainNotice: Notice = {
  code: "event-stream/keychain",
  severity: "warning",
  title: "The event stream has no token, because the keychain did not open.",
  nextStep: "Unlock the keychain, then switch the event stream off and on again.",
};

const failedNotice: Notice = {
  code: "event-stream/failed",
  severity: "error",
  title: "The event stream could not be opened.",
  nextStep: "Choose another port, then try again; the log says more.",
};

function portTakenNotice(port: number): Notice {
  return {
    code: "event-stream/port-taken",
    severity: "error",
    title: `Another program uses port ${port} already.`,
    nextStep: "Choose another port here, and tell it to the programs that connect.",
  };
}
