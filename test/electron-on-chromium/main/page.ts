import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { askHostFunction, type Delivery, type Post, type Question } from "../renderer/host.ts";
import type { DevToolsSession } from "./devtools.ts";
import { applicationAccelerators } from "./menu.ts";

export interface PageListener {
  post(message: Post): void;
  /** The page stands still until the promise settles. */
  question(question: Exclude<Question, { kind: "compile" }>): Promise<unknown>;
}

const worldName = "electron-isolated-context";

/**
 * The scripts inside a page and the talk with them: preload and page world for each new document, messages
 * both ways, and the questions for which the page pauses.
 */
export class PageChannel {
  readonly #session: DevToolsSession;
  readonly #frameId: string;
  readonly #listener: PageListener;
  #isolatedContext: number | null = null;

  constructor(session: DevToolsSession, frameId: string, listener: PageListener) {
    this.#session = session;
    this.#frameId = frameId;
    this.#listener = listener;
  }

  /**
   * @param rendererFolder of the two compiled page scripts
   * @param preload absolute path of the preload script, or null for none
   */
  async install(rendererFolder: string, preload: string | null): Promise<void> {
    this.#followContexts();
    this.#session.on("Runtime.bindingCalled", ({ payload }) =>
      this.#listener.post(JSON.parse(payload) as Post),
    );
    this.#session.on("Debugger.paused", (event) => {
      this.#answer(event.callFrames[0]).catch(() => undefined); // the page went away while it waited
    });
    const { mainWorld, isolatedWorld } = composeScripts(rendererFolder, preload);
    const addScript = "Page.addScriptToEvaluateOnNewDocument";
    await Promise.all([
      this.#session.send("Runtime.enable"),
      this.#session.send("Debugger.enable", { maxScriptsCacheSize: 0 }),
      this.#session.send("Runtime.addBinding", { name: "electronHostPost", executionContextName: worldName }),
      // In this order: the preload's world expects the other one to listen.
      this.#session.send(addScript, { source: mainWorld }),
      this.#session.send(addScript, { source: isolatedWorld, worldName }),
    ]);
  }

  /** Delivers to the preload of the present document; without one the message is lost, as in Electron. */
  deliver(delivery: Delivery): void {
    if (this.#isolatedContext === null) return;
    const expression = `electronHostDeliver(${JSON.stringify(JSON.stringify(delivery))})`;
    this.#session
      .send("Runtime.evaluate", { expression, contextId: this.#isolatedContext })
      .catch(() => undefined); // the document went away in between
  }

  #followContexts(): void {
    this.#session.on("Runtime.executionContextCreated", ({ context }) => {
      const isOurs = context.name === worldName && context.auxData?.frameId === this.#frameId;
      if (isOurs) this.#isolatedContext = context.id;
    });
    this.#session.on("Runtime.executionContextDestroyed", ({ executionContextId }) => {
      if (executionContextId === this.#isolatedContext) this.#isolatedContext = null;
    });
    this.#session.on("Runtime.executionContextsCleared", () => {
      this.#isolatedContext = null;
    });
  }

  async #answer(frame: { functionName: string; callFrameId: string } | undefined): Promise<void> {
    const evaluate = (expression: string) =>
      this.#session.send("Debugger.evaluateOnCallFrame", {
        callFrameId: frame?.callFrameId ?? "",
        expression,
      });
    try {
      if (frame?.functionName !== askHostFunction) return; // a `debugger` statement of the page
      const question = JSON.parse(String((await evaluate("exchange.question")).result.value)) as Question;
      const answer = question.kind === "compile" ? question.source : await this.#ask(question);
      await evaluate(`exchange.answer = (${answer}\n)`);
    } finally {
      await this.#session.send("Debugger.resume");
    }
  }

  async #ask(question: Exclude<Question, { kind: "compile" }>): Promise<string> {
    return JSON.stringify((await this.#listener.question(question)) ?? null);
  }
}

function composeScripts(rendererFolder: string, preload: string | null) {
  const read = (name: string): string => readFileSync(join(rendererFolder, name), "utf8");
  const preloadSource = preload === null ? "" : readFileSync(preload, "utf8");
  // Event name known to the two worlds only; through it they find each other.
  const given = `const electronSecret = "electron-${randomBytes(16).toString("hex")}";`;
  return {
    mainWorld: `(() => { ${given}\n${read("main-world.js")}\n})()`,
    isolatedWorld: `(() => { ${given}
      const electronAccelerators = ${JSON.stringify(applicationAccelerators())};
      const electronPreload = function (exports, require, module) {\n${preloadSource}\n};
      ${read("isolated-world.js")}\n})()`,
  };
}
