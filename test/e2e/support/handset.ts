import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ElectronApplication, _electron as electron, type Page } from "@playwright/test";
import { type Brand, brand as productBrand } from "../../../src/brand.ts";
import type { PageName as ShellPage } from "../../../src/pages/electron.ts";
import type { Sandbox } from "../../sandbox/index.ts";
import type { Desktop } from "../../tools/desktop.ts";
import { type Host, hostApp, hostArgs } from "../../tools/host.ts";
import { root } from "../../tools/repository.ts";
import { press } from "./press.ts";
import { hasLinkHandlers, linuxLinks, plainLinks } from "./system.ts";
import { until } from "./until.ts";

export type PageName = ShellPage | "app.html" | "oauth/authorize";

/** One running Handset, as Playwright holds it. */
export interface RunningApp {
  readonly electron: ElectronApplication;
  /** The page whose address contains `part`, as soon as there is one. */
  page(part: PageName): Promise<Page>;
  /** Quits the way a user does and waits until the process is gone. */
  quit(): Promise<void>;
  isRunning(): boolean;
  /** The end of what it printed, and how it ended. */
  lastWords(): string;
}

/** Handset, installed on a desktop of its own and pointed at a sandbox. */
export interface Handset {
  readonly sandbox: Sandbox;
  readonly desktop: Desktop;
  readonly host: Host;
  /** The folder of settings, vault, log and Chromium's own data. */
  readonly profile: string;
  /** Everything that starts this Handset on this desktop, program first. */
  readonly command: readonly string[];
  /** What the test has made secret beside the sandbox's own; the leak scan looks for it, too. */
  readonly secrets: { readonly kind: string; readonly value: string }[];
  /** Starts it under Playwright, with a link or other arguments behind its own. */
  launch(...args: string[]): Promise<RunningApp>;
  /** The same with more in its environment. */
  launchWith(env: Readonly<Record<string, string>>, ...args: string[]): Promise<RunningApp>;
  /** Ends everything that `launch` started. */
  quitAll(): Promise<void>;
  /** Writes the settings file, as an earlier run or an administrator left it, or the text of a broken one. */
  writeSettings(settings: Readonly<Record<string, unknown>> | string): Promise<void>;
  readLog(): Promise<string>;
  /** What everything that `launch` started has printed last, and how it ended, for a test that fails. */
  lastWords(): string;
  /** The state of the session since the last launch by Handset's own account, its log: "signed-in". */
  sessionState(): Promise<string | undefined>;
  /**
   * The numbers that reached the widget, as it asked the platform to parse them: without the user's own, which the
   * real one sends along.
   */
  dialled(): readonly string[];
  /** Waits for the next address that Handset opened in the user's browser. */
  nextBrowserVisit(): Promise<string>;
  /** Opens a link as any other program of the desktop does. */
  openLink(url: string): Promise<void>;
  /** Presses the sign-in button and plays the person in the browser. Returns the redirect, not yet opened. */
  authorize(app: RunningApp, decision?: "authorize" | "cancel"): Promise<string>;
  /** Signs the demo user in: sign-in page, browser, redirect, softphone. Returns the softphone's page. */
  signIn(app: RunningApp): Promise<Page>;
  /**
   * Waits until somebody is signed in and the sign-in page is gone, so that nobody finds it who looks for the next one.
   * Returns the softphone's page.
   */
  signedIn(app: RunningApp): Promise<Page>;
}

/** Installs Handset on the desktop as a package does, and a browser that only notes where it was sent. */
export async function installHandset(
  host: Host,
  desktop: Desktop,
  sandbox: Sandbox,
  brand: Brand = productBrand,
): Promise<Handset> {
  const profile = join(desktop.dir, "config", brand.name);
  const args = [
    ...hostApp(host),
    ...hostArgs(host),
    ...sandbox.chromiumArgs,
    "--use-fake-device-for-media-stream",
    // Elsewhere the user's own folder does not move with the environment, and macOS asks for the login keychain.
    ...(hasLinkHandlers ? [] : [`--data-dir=${profile}`]),
    ...(process.platform === "darwin" ? ["--use-mock-keychain"] : []),
  ];
  const command = [host.executablePath, ...args];
  const links = hasLinkHandlers ? await linuxLinks(desktop, brand) : plainLinks(desktop);
  await links.install(command);
  const running: RunningApp[] = [];
  const readLog = (): Promise<string> =>
    readFile(join(profile, "logs", `${brand.shortName}.log`), "utf8").catch(() => "");
  /** Where in the log the run begins that was launched last: how an earlier one ended is not its state. */
  let launchedAt = 0;
  const sessionState = async (): Promise<string | undefined> => {
    const log = (await readLog()).slice(launchedAt);
    return [...log.matchAll(/"event":"session\.changed","state":"([a-z-]+)"/g)].at(-1)?.[1];
  };

  const handset: Handset = {
    sandbox,
    desktop,
    host,
    profile,
    command,
    secrets: [],
    nextBrowserVisit: links.nextBrowserVisit,
    readLog,
    lastWords: () => running.map((app) => app.lastWords()).join("\n"),
    sessionState,
    openLink: links.openLink,
    dialled: () =>
      sandbox
        .requests({ path: "/restapi/v2/number-parser/parse", method: "POST" })
        .flatMap(({ json }) => (json as { originalStrings?: string[] }).originalStrings ?? [])
        .filter((number) => number !== sandbox.demoUser.directNumber),
    launch: (...more) => handset.launchWith({}, ...more),
    async launchWith(env, ...more) {
      launchedAt = (await readLog()).length;
      const app = await electron.launch({
        executablePath: host.executablePath,
        args: [...args, ...more],
        // Playwright would tell every page otherwise that its user prefers light colours.
        colorScheme: null,
        cwd: root,
        env: { ...definedOnly(desktop.env), ...env },
      });
      const handle = runningApp(app);
      running.push(handle);
      await links.started(app);
      return handle;
    },
    async quitAll() {
      // With a call up, Handset would ask whether to quit; one that is just being dialled may come up meanwhile.
      const hangUp = (): void => {
        for (const { id, state } of sandbox.calls()) if (state !== "ended") sandbox.remoteHangup(id);
        // The call of a real widget is not the sandbox's to end.
        for (const page of running.flatMap(({ electron }) => electron.windows())) {
          const now = page.getByRole("button", { name: /^End the call/ });
          if (page.url().includes("/question.html")) now.click({ timeout: 2_000 }).catch(() => undefined);
        }
      };
      hangUp();
      const again = setInterval(hangUp, 250);
      try {
        for (const app of running) await app.quit();
      } finally {
        clearInterval(again);
      }
    },
    async writeSettings(settings) {
      await mkdir(profile, { recursive: true });
      await writeFile(
        join(profile, "config.json"),
        typeof settings === "string" ? settings : JSON.stringify(settings),
      );
    },
    async authorize(app, decision = "authorize") {
      const page = await app.page("sign-in");
      const button = page.getByRole("button", { name: /^Sign in/ });
      await button.waitFor();
      const clientId = page.getByLabel("Client ID");
      if (await clientId.isVisible()) await clientId.fill(sandbox.clients.public.clientId);
      await button.click();
      return await sandbox.approve(await links.nextBrowserVisit(), { decision });
    },
    async signIn(app) {
      await handset.openLink(await handset.authorize(app));
      return await handset.signedIn(app);
    },
    async signedIn(app) {
      await until("Handset is signed in", async () => (await sessionState()) === "signed-in");
      await until("the sign-in page is closed", () =>
        app.electron.windows().every((page) => !page.url().includes("sign-in")),
      );
      return await app.page("app.html");
    },
  };
  return handset;
}

/** Longer than Handset takes to hang up and to prepare: each of that has a limit. */
const QUIT_LIMIT_MS = 30_000;
/** Characters of what an app prints. */
const KEPT_OUTPUT = 4_000;

function runningApp(app: ElectronApplication): RunningApp {
  // Playwright forgets it once the application is closed.
  const child = app.process();
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (data: Buffer) => {
      printed = `${printed}${data}`.slice(-KEPT_OUTPUT);
    });
  return {
    electron: app,
    lastWords: () => `${printed}${isRunning() ? "runs" : `ended: ${child.exitCode ?? child.signalCode}`}`,
    page: (part) =>
      until(`there is a window with ${part}`, () =>
        app.windows().find((page) => !page.isClosed() && page.url().includes(part)),
      ),
    async quit() {
      if (!isRunning()) return;
      try {
        await Promise.all([app.close(), until("Handset has quit", () => !isRunning(), QUIT_LIMIT_MS)]);
      } catch (error) {
        const open = app.windows().map((page) => page.url().replace(/[?#].*/s, ""));
        child.kill("SIGKILL");
        throw new Error(`${String(error)}; its windows: ${open.join(", ") || "none"}`);
      }
    },
    isRunning,
  };
}

/** Answers the question before a call is lost, and waits until its window is gone: a quit before that is the same one. */
export async function answerQuestion(question: Page, answer: string): Promise<void> {
  const closed = question.waitForEvent("close");
  await press(question.getByRole("button", { name: answer }));
  await closed;
}

/** Playwright wants an environment without undefined values. */
export function definedOnly(env: Readonly<NodeJS.ProcessEnv>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
