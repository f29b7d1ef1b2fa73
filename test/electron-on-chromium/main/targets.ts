import { setTimeout as sleep } from "node:timers/promises";
import type { Chromium } from "./chromium.ts";
import type { DevToolsSession } from "./devtools.ts";

export interface Target {
  readonly id: string;
  readonly session: DevToolsSession;
}

export interface TargetObserver {
  /** The page is gone for good. */
  closed(): void;
  crashed(code: number): void;
}

/**
 * The pages of a Chromium. Each one starts paused, so that a page has its preload and its interception before
 * it loads anything, and a popup that nobody allowed is closed before it sends a request.
 */
export class Targets {
  readonly #chromium: Chromium;
  /** Session of the browser itself. */
  readonly browser: DevToolsSession;
  readonly #sessions = new Map<string, DevToolsSession>();
  readonly #attached = new Map<string, (target: Target) => void>();
  readonly #observers = new Map<string, TargetObserver>();

  private constructor(chromium: Chromium) {
    this.#chromium = chromium;
    this.browser = chromium.browser;
  }

  static async watch(chromium: Chromium): Promise<Targets> {
    const targets = new Targets(chromium);
    targets.#listen();
    await Promise.all([
      targets.browser.send("Target.setDiscoverTargets", { discover: true }),
      targets.browser.send("Target.setAutoAttach", {
        autoAttach: true,
        waitForDebuggerOnStart: true,
        flatten: true,
        filter: [{ type: "page" }],
      }),
    ]);
    return targets;
  }

  /** Opens a page at about:blank, still paused: `Runtime.runIfWaitingForDebugger` lets it run. */
  async open(
    contextId: string | undefined,
    size: { readonly width: number; readonly height: number },
    /** Leaves the focus where it is. */
    inBackground = false,
  ): Promise<Target> {
    const { targetId } = await this.browser.send("Target.createTarget", {
      url: "about:blank",
      newWindow: true,
      ...(inBackground ? { background: true, focus: false } : {}),
      ...size,
      ...(contextId === undefined ? {} : { browserContextId: contextId }),
    });
    const session = this.#sessions.get(targetId);
    if (session) return { id: targetId, session };
    return new Promise((resolve) => this.#attached.set(targetId, resolve));
  }

  observe(id: string, observer: TargetObserver): void {
    if (this.#sessions.has(id)) this.#observers.set(id, observer);
    else observer.closed(); // before anybody looked
  }

  /** Chromium forgets the wish when the page just then gets its next document: it is told until it has done it. */
  async close(id: string): Promise<void> {
    for (let attempt = 0; attempt < 20 && this.#sessions.has(id); attempt++) {
      await this.browser.send("Target.closeTarget", { targetId: id });
      await sleep(250, undefined, { ref: false });
    }
  }

  #listen(): void {
    const { browser, connection } = this.#chromium;
    browser.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
      const session = connection.session(sessionId);
      this.#sessions.set(targetInfo.targetId, session);
      if (targetInfo.openerId && this.#sessions.has(targetInfo.openerId)) {
        this.close(targetInfo.targetId).catch(() => undefined); // gone already
        return;
      }
      this.#attached.get(targetInfo.targetId)?.({ id: targetInfo.targetId, session });
      this.#attached.delete(targetInfo.targetId);
    });
    browser.on("Target.detachedFromTarget", ({ sessionId }) => connection.endSession(sessionId));
    browser.on("Target.targetDestroyed", ({ targetId }) => {
      this.#sessions.delete(targetId);
      const observer = this.#observers.get(targetId);
      this.#observers.delete(targetId);
      observer?.closed();
    });
    browser.on("Target.targetCrashed", ({ targetId, errorCode }) => {
      this.#observers.get(targetId)?.crashed(errorCode);
    });
  }
}
