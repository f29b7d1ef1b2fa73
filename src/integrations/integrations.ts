import { isDeepStrictEqual } from "node:util";
import { createCallFollower } from "../calls/call-changes.ts";
import { type CallState, noCalls } from "../calls/call-state.ts";
import { parseScreenPop } from "../calls/screen-pop.ts";
import type { Notice } from "../ipc/channels.ts";
import { parsePhoneNumber } from "../links/phone-number.ts";
import type { Presence } from "../presence/presence.ts";
import type { Reachability } from "../reachability/reachability.ts";
import type { PageSetting } from "../settings/settings.ts";
import type { SettingsStore } from "../settings/store.ts";
import {
  createEventStream,
  type EventStream,
  type EventStreamOptions,
  parsePort,
  portNotice,
} from "./event-stream.ts";
import { createScreenPopper, type ScreenPopper } from "./screen-popper.ts";
import {
  callEvent,
  type StreamEvent,
  type StreamSession,
  streamCall,
  streamPresence,
  streamReachability,
} from "./stream-messages.ts";

export interface IntegrationsOptions extends Omit<EventStreamOptions, "snapshot" | "settings"> {
  readonly settings: SettingsStore;
  readonly session: () => StreamSession;
  readonly reachability: () => Reachability;
  /** Resolves to false when the system browser could not be opened. */
  readonly openBrowser: (url: string) => Promise<boolean>;
}

/** What other programs are told of calls, and the pages that are opened for them. */
export interface Integrations
  extends Pick<EventStream, "start" | "view" | "copyToken" | "renewToken" | "forgetToken" | "close"> {
  callsChanged(state: CallState): void;
  presenceChanged(presence: Presence): void;
  /** The session or the reachability may have changed. */
  statusChanged(): void;
  /** A setting that is checked in words before it is kept. */
  choose(setting: IntegrationSetting, value: unknown): Notice | null;
  tryScreenPop: ScreenPopper["tryOut"];
}

const checkedSettings = ["screenPopUrl", "eventStreamPort"] as const satisfies readonly PageSetting[];
type IntegrationSetting = (typeof checkedSettings)[number];

export function isIntegrationSetting(name: PageSetting): name is IntegrationSetting {
  return checkedSettings.some((each) => each === name);
}

export function createIntegrations(options: IntegrationsOptions): Integrations {
  const { settings } = options;
  const follow = createCallFollower();
  let calls: CallState = noCalls;
  let presence: Presence | null = null;

  const toE164 = (number: string): string | null => {
    const parsed = parsePhoneNumber(number, settings.get().region);
    return parsed.ok && parsed.number.kind === "e164" ? parsed.number.e164 : null;
  };
  const session = (): StreamSession => {
    const { state, account } = options.session();
    return { state, account };
  };
  const snapshot = (): StreamEvent => ({
    type: "snapshot",
    session: session(),
    reachability: streamReachability(options.reachability()),
    presence: streamPresence(presence),
    calls: calls.calls.filter(({ where }) => where === "here").map((call) => streamCall(call, toE164)),
  });
  const popper = createScreenPopper({
    settings: settings.get,
    toE164,
    openBrowser: options.openBrowser,
    scheduler: options.scheduler,
    log: options.log,
  });
  const stream = createEventStream({ ...options, snapshot });
  const told = new Map<StreamEvent["type"], StreamEvent>();
  /** What is the same as before is no event. */
  const tellIfNew = (event: StreamEvent): void => {
    if (isDeepStrictEqual(told.get(event.type), event)) return;
    told.set(event.type, event);
    stream.publish(event);
  };

  return {
    start: stream.start,
    view: stream.view,
    copyToken: stream.copyToken,
    renewToken: stream.renewToken,
    forgetToken: stream.forgetToken,
    close: stream.close,
    tryScreenPop: popper.tryOut,
    callsChanged(state) {
      const { changes, refreshed } = follow(state);
      calls = state;
      popper.handle(changes);
      for (const change of changes) stream.publish(callEvent(change, toE164));
      if (refreshed) stream.publish(snapshot());
    },
    presenceChanged(next) {
      presence = next;
      tellIfNew({ type: "presence", presence: streamPresence(presence) });
    },
    statusChanged() {
      const now = session();
      if (now.state !== "signed-in") presence = null;
      tellIfNew({ type: "session", session: now });
      tellIfNew({ type: "reachability", reachability: streamReachability(options.reachability()) });
      tellIfNew({ type: "presence", presence: streamPresence(presence) });
    },
    choose(setting, value) {
      if (typeof value !== "string") return settings.set({ [setting]: value });
      const text = value.trim();
      switch (setting) {
        case "screenPopUrl": {
          const read = text === "" ? null : parseScreenPop(text);
          return read === null || read.ok ? settings.set({ screenPopUrl: text }) : read.notice;
        }
        case "eventStreamPort":
          return parsePort(text) === null ? portNotice : settings.set({ eventStreamPort: text });
      }
    },
  };
}
