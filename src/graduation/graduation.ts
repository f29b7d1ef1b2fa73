import type { Scheduler } from "../app/scheduler.ts";
import type { SessionStatus } from "../auth/session-status.ts";
import type { Notice } from "../ipc/channels.ts";
import type { WidgetMessage } from "../widget/messages.ts";
import type { TickableActivity } from "./activities.ts";
import { createCounter, type Mark } from "./counter.ts";
import { type DeveloperPage, developerPages, type GraduationView } from "./graduation-view.ts";
import {
  type AppRecord,
  appRecord,
  type GraduationRecord,
  graduationView,
  isClientId,
  withApp,
  withMark,
  withTick,
} from "./record.ts";

export interface GraduationOptions {
  /** The client ID of the app that is used in RingCentral's sandbox environment; null for any other server. */
  readonly app: () => string | null;
  readonly session: () => Pick<SessionStatus, "state" | "reason">;
  readonly file: { read(): GraduationRecord; write(record: GraduationRecord): void };
  readonly scheduler: Pick<Scheduler, "now">;
  /** Opens it in the browser; resolves to false when that failed. */
  readonly openAddress: (url: string) => Promise<boolean>;
  /** What `view` shows is different now. */
  readonly changed: () => void;
}

/** Counts what an app does in RingCentral's sandbox environment, so that its developer sees what is still missing. */
export interface Graduation {
  /** Null unless the app is used there. */
  view(): GraduationView | null;
  told(message: WidgetMessage): void;
  /** Somebody signed in or out. */
  sessionChanged(): void;
  /** The developer says that it is done, or is not. */
  tick(activity: TickableActivity, isDone: boolean): void;
  /** The file was removed: what it held is read no more. */
  forget(): void;
  /** @returns `graduation/not-opened`, or null */
  openPage(page: DeveloperPage): Promise<Notice | null>;
}

export function createGraduation(options: GraduationOptions): Graduation {
  const { file, scheduler, changed } = options;
  const counter = createCounter();
  let record: GraduationRecord | null = null;
  let wasSignedIn = false;

  const app = (): string | null => {
    const clientId = options.app();
    return clientId !== null && isClientId(clientId) ? clientId : null;
  };
  /** Read when it is first needed: almost nobody needs it. */
  const known = (): GraduationRecord => {
    record ??= file.read();
    return record;
  };
  const change = (next: (now: AppRecord) => AppRecord): void => {
    const clientId = app();
    if (clientId === null) return;
    const before = appRecord(known(), clientId);
    const after = next(before);
    if (after === before) return;
    record = withApp(known(), clientId, after);
    file.write(record);
    changed();
  };
  const isSignedIn = (): boolean => options.session().state === "signed-in";
  const mark = (marks: readonly Mark[]): void => change((now) => marks.reduce(withMark, now));

  return {
    view() {
      const clientId = app();
      if (clientId === null) return null;
      return { ...graduationView(clientId, appRecord(known(), clientId)), isSignedIn: isSignedIn() };
    },
    told(message) {
      if (app() !== null) mark(counter.told(message, scheduler.now()));
    },
    sessionChanged() {
      const isNow = isSignedIn();
      if (wasSignedIn && !isNow) {
        counter.forget();
        // Each sign-out has a sign-in before it; an end that nobody asked for is none.
        const isWanted = options.session().reason?.code === "session/signed-out";
        if (isWanted) mark([{ activity: "sign-ins", id: String(scheduler.now()) }]);
      }
      if (wasSignedIn !== isNow) changed();
      wasSignedIn = isNow;
    },
    tick: (activity, isDone) => change((now) => withTick(now, activity, isDone)),
    forget() {
      record = {};
      changed();
    },
    openPage: async (page) => ((await options.openAddress(developerPages[page])) ? null : notOpenedNotice),
  };
}

const notOpenedNotice: Notice = {
  code: "graduation/not-opened",
  severity: "warning",
  title: "The page could not be opened in your browser.",
  nextStep: "Choose a web browser in the system’s settings and try again.",
};
