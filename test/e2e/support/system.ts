import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ElectronApplication } from "@playwright/test";
import type { Brand } from "../../../src/brand.ts";
import { knownSchemes } from "../../../src/links/parse.ts";
import type { Desktop } from "../../tools/desktop.ts";
import { until } from "./until.ts";

/** How links reach the product and how it reaches the browser: the part of a test that the system decides. */
export interface LinkSystem {
  /** Makes the product known; `command` is everything that starts it, program first. */
  install(command: readonly string[]): Promise<void>;
  /** Called with each product that was started, before anything is done with it. */
  started(app: ElectronApplication): Promise<void>;
  nextBrowserVisit(): Promise<string>;
  openLink(url: string): Promise<void>;
}

/** True where a temporary desktop has link handlers of its own. HANDSET_PLAIN_DESKTOP tries the other way on Linux. */
export const hasLinkHandlers = process.platform === "linux" && !process.env.HANDSET_PLAIN_DESKTOP;

/** `.desktop` files and xdg-open, and a browser that only notes where it was sent. */
export async function linuxLinks(desktop: Desktop, brand: Brand): Promise<LinkSystem> {
  const visits = join(desktop.dir, "browser-visits");
  await writeFile(visits, "");
  await desktop.addDesktopEntry({
    id: "test-browser",
    name: "The user's browser",
    exec: ["/bin/sh", "-c", `printf '%s\\n' "$1" >>'${visits}'`, "browser"],
    schemes: ["https", "http"],
  });
  await desktop.setDefaultHandler("https", "test-browser");
  return {
    async install(command) {
      await desktop.addDesktopEntry({
        id: brand.shortName,
        name: brand.name,
        // The port lets a test look into a product that a link has started.
        exec: [...command, "--remote-debugging-port=0"],
        // Those that a package registers.
        schemes: knownSchemes({ redirectScheme: brand.appId, linkScheme: brand.linkScheme }),
      });
    },
    started: async () => undefined,
    nextBrowserVisit: visitReader(async () => (await readFile(visits, "utf8")).split("\n").slice(0, -1)),
    openLink: desktop.xdgOpen,
  };
}

/**
 * Windows and macOS have one registry of links for the whole machine, which a test must not change: the link comes
 * through the door that the system would knock at, and `shell.openExternal` notes where the browser would go.
 */
export function plainLinks(desktop: Desktop): LinkSystem {
  let command: readonly string[] = [];
  let running: ElectronApplication | null = null;
  return {
    async install(started) {
      command = started;
    },
    async started(app) {
      running = app;
      await app.evaluate(({ shell }) => {
        const visits: string[] = [];
        Reflect.set(globalThis, "browserVisits", visits);
        shell.openExternal = async (url) => {
          visits.push(url);
        };
      });
    },
    nextBrowserVisit: visitReader(
      async () => (await running?.evaluate(() => Reflect.get(globalThis, "browserVisits"))) ?? [],
    ),
    async openLink(url) {
      if (process.platform === "darwin" && running !== null) {
        await running.evaluate(
          ({ app }, link) => app.emit("open-url", { preventDefault: () => undefined }, link),
          url,
        );
        return;
      }
      const [program = "", ...args] = command;
      const second = spawn(program, [...args, url], { env: desktop.env, stdio: "ignore", detached: true });
      second.unref();
    },
  };
}

/** Each visit is read once, in order. */
function visitReader(read: () => Promise<readonly string[]>): () => Promise<string> {
  let seen = 0;
  return async () => {
    const visit = await until("the browser is opened", async () => (await read())[seen]);
    seen += 1;
    return visit;
  };
}
