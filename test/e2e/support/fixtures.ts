import { test as base, expect } from "@playwright/test";
import { type SandboxOptions, startSandbox } from "../../sandbox/index.ts";
import { type DesktopOptions, openDesktop } from "../../tools/desktop.ts";
import { chooseHost, type Host } from "../../tools/host.ts";
import { type Handset, installHandset } from "./handset.ts";
import { startLeakScan } from "./leak-scan.ts";

export type { Handset, RunningApp } from "./handset.ts";
export { expect };

interface Options {
  keyring: DesktopOptions["keyring"];
  /** Whether the desktop has a panel for tray icons: `handset.desktop.panel`. */
  panel: boolean;
  /** "own" for tests that press keys or use clipboard or selection: others share the display. */
  display: "own" | "inherit";
  sandboxOptions: SandboxOptions;
  /** Whether the desktop shows notifications. */
  notifications: boolean;
}

/** A folder with a real Embeddable build: the whole suite then runs against it. */
const widgetDir = process.env.HANDSET_WIDGET_DIR;
export const isRealWidget = widgetDir !== undefined;
/** Why tests that need a call from outside do not run against a real widget. */
export const cannotRing = isRealWidget ? "the sandbox cannot ring a real widget" : false;

export const test = base.extend<Options & { handset: Handset }, { host: Host }>({
  keyring: ["unlocked", { option: true }],
  panel: [false, { option: true }],
  display: ["inherit", { option: true }],
  sandboxOptions: [{}, { option: true }],
  notifications: [false, { option: true }],
  host: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      await use(await chooseHost());
    },
    { scope: "worker" },
  ],
  handset: async ({ host, keyring, panel, display, notifications, sandboxOptions }, use, testInfo) => {
    const desktop = await openDesktop({ keyring, panel, display, notifications });
    const sandbox = await startSandbox({
      ...(widgetDir === undefined ? {} : { widgetDir }),
      ...sandboxOptions,
    });
    const handset = await installHandset(host, desktop, sandbox);
    const scan = startLeakScan(desktop, sandbox, handset.secrets);
    let lastWords = "";
    let isClean = false;
    try {
      await use(handset);
      lastWords = handset.lastWords();
      await handset.quitAll();
      expect(await scan.finish(), "secrets found where none may be").toEqual([]);
      isClean = true;
    } finally {
      scan.stop();
      if (!isClean || testInfo.status !== testInfo.expectedStatus) {
        const body = `${await handset.readLog()}${lastWords}`;
        await testInfo.attach("handset.log", { body, contentType: "text/plain" });
      }
      await handset.quitAll();
      await sandbox.close();
      await desktop.dispose();
    }
  },
});

/** How often a phone has connected: the stand-in's line, or SIP of the real widget. */
export const connections = ({ sandbox }: Handset): number =>
  sandbox.requests().filter(({ path, host }) => path === "/stand-in/line" || host.startsWith("sip-ws."))
    .length;

/** Polled by the tests: the state of Handset's session. */
export const isSignedIn = async (handset: Handset): Promise<boolean> =>
  (await handset.sessionState()) === "signed-in";
