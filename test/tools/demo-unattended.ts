import { createHash } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import {
  definedOnly,
  type Handset,
  installHandset,
  type PageName,
  type RunningApp,
} from "../e2e/support/handset.ts";
import { press } from "../e2e/support/press.ts";
import { until } from "../e2e/support/until.ts";
import type { Demo } from "./demo-attended.ts";
import { browserProgram, linksPage, prepareBrowser } from "./demo-browser.ts";

interface Step {
  readonly name: string;
  readonly ok: boolean;
  readonly ms: number;
  readonly detail: string;
}

const number = "+14155550123";
const caller = { from: "+14155550142", name: "Ada Lovelace" };

/**
 * Plays journeys 1 to 4 with a browser in the place of the user's, and writes what was seen: numbered screenshots
 * and `report.json`. A step is ok only when what it names was seen; after a failed one nothing more is played.
 *
 * @returns 0 when every step was ok
 */
export async function playUnattended(demo: Demo, out: string): Promise<number> {
  await mkdir(out, { recursive: true });
  await removeEarlierReport(out);
  const { sandbox, desktop, host, realWidget } = demo;
  const handset = await installHandset(host, desktop, sandbox);
  const browser = await openBrowser(demo);
  const stage = createStage(out);
  try {
    const { step, picture } = stage;
    const app = await step("Handset opens its sign-in page", async () => {
      const started = await handset.launch();
      await picture(
        await ready(started, "sign-in", (page) => page.getByRole("button", { name: /^Sign in/ })),
      );
      return started;
    });
    await playFirstSignIn(handset, app, browser, stage);
    const next = await playNextStart(handset, app, stage);
    await playLink(handset, next, browser, stage, realWidget);
    if (realWidget) console.log("Journey 4 is left out: the sandbox cannot ring a real widget.");
    else await playIncomingCall(handset, next, stage);
    await step("Handset quits and leaves no process behind", async () => {
      await handset.quitAll();
      await browser.close();
      return await until("the last process is gone", () => desktop.programs().length === 0 && "none left");
    });
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
  } finally {
    await handset.quitAll();
    await browser.close();
    const report = { host: host.kind, steps: stage.steps, requests: sandbox.redactedRequests() };
    await writeFile(join(out, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
  }
  const failed = stage.steps.filter(({ ok }) => !ok).length;
  console.log(
    `${stage.steps.length - failed} of ${stage.steps.length} steps were seen; report and screenshots: ${out}`,
  );
  return failed === 0 ? 0 : 1;
}

/** Only what an earlier run wrote: the folder is the caller's. */
async function removeEarlierReport(out: string): Promise<void> {
  const ours = (await readdir(out)).filter(
    (name) => name === "report.json" || /^\d\d-[\w-]+\.png$/.test(name),
  );
  for (const name of ours) await rm(join(out, name));
}

/** Journey 1: first sign-in. */
async function playFirstSignIn(handset: Handset, app: RunningApp, browser: BrowserContext, stage: Stage) {
  const { sandbox } = handset;
  const visit = await stage.step(
    "signing in opens the user's browser with an authorization request",
    async () => {
      const page = await app.page("sign-in");
      await page.getByLabel("Client ID").fill(sandbox.clients.public.clientId);
      await page.getByRole("button", { name: /^Sign in/ }).click();
      const address = new URL(await handset.nextBrowserVisit());
      await page.getByText("Continue in your browser").waitFor();
      await stage.picture(page);
      return address;
    },
  );
  await stage.step("the user signs in and authorizes in the browser", async () => {
    const page = browser.pages()[0] ?? (await browser.newPage());
    await page.goto(visit.href);
    await page.getByLabel("Email or phone number").fill(sandbox.demoUser.username);
    await page.getByLabel("Password").fill(sandbox.demoUser.password);
    await stage.picture(page);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Authorize" }).waitFor();
    await stage.picture(page);
    // The answer is a redirect to the private-use scheme: the browser hands it to the system, the page stays.
    await page.getByRole("button", { name: "Authorize" }).click({ noWaitAfter: true });
  });
  await stage.step("the redirect comes back through the system and Handset is signed in", async () => {
    await until("the session is signed in", async () => (await handset.sessionState()) === "signed-in");
    await stage.picture(await dialer(app));
  });
  await stage.step("the sandbox saw one request with S256 and one redemption that matches it", async () => {
    const [request, ...others] = sandbox.requests({ path: "/restapi/oauth/authorize", method: "GET" });
    const [redemption, ...more] = sandbox.requests({ path: "/restapi/oauth/token", method: "POST" });
    const verifier = redemption?.form?.code_verifier ?? "";
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const matches =
      others.length === 0 &&
      more.length === 0 &&
      redemption?.status === 200 &&
      request?.query.code_challenge_method === "S256" &&
      request.query.code_challenge === challenge &&
      request.query.redirect_uri === redemption.form?.redirect_uri;
    if (!matches) throw new Error("the requests do not match");
    return "verifier, redirect URI and code match";
  });
}

/** Journey 2: next start. Returns the Handset that runs from then on. */
async function playNextStart(handset: Handset, app: RunningApp, stage: Stage): Promise<RunningApp> {
  return await stage.step("the next start is signed in without a browser", async () => {
    const { sandbox } = handset;
    await until("the token is in the vault", async () =>
      (await handset.readLog()).includes('"result":"sealed"'),
    );
    await app.quit();
    const before = sandbox.requests().length;
    const starts = (await handset.readLog()).split("app.starting").length;
    const next = await handset.launch();
    await until(
      "a new Handset runs",
      async () => (await handset.readLog()).split("app.starting").length > starts,
    );
    await until("the session is signed in", async () => (await handset.sessionState()) === "signed-in");
    await stage.picture(await dialer(next));
    const since = sandbox.requests().slice(before);
    const again = since.filter(
      ({ path, form }) =>
        path === "/restapi/oauth/authorize" ||
        (path === "/restapi/oauth/token" && form?.grant_type === "authorization_code"),
    );
    if (again.length > 0) throw new Error("it authorized again");
    return next;
  });
}

/** Journey 3: a link. */
async function playLink(
  handset: Handset,
  app: RunningApp,
  browser: BrowserContext,
  stage: Stage,
  realWidget: boolean,
) {
  const { sandbox } = handset;
  await stage.step("a click on a number in the browser asks for confirmation", async () => {
    const page = await browser.newPage();
    await page.goto(linksPage);
    const link = page.locator(`a[href="tel:${number}"]`).first();
    await link.waitFor();
    await stage.picture(page);
    await link.click({ noWaitAfter: true });
    await stage.picture(await ready(app, "confirm-call", (card) => card.getByText("+1 415 555 0123")));
    if (handset.dialled().length > 0) throw new Error("it was dialled without being confirmed");
  });
  await stage.step("confirmed, the number reaches the widget once", async () => {
    const card = await app.page("confirm-call");
    await press(card.getByRole("button", { name: "Call", exact: true }));
    await until("the widget has the number parsed", () => handset.dialled().length > 0);
    if (!realWidget) {
      await until("the call is up", () => sandbox.calls().some(({ state }) => state === "connected"));
    }
    await stage.picture(await app.page("app.html"));
    const seen = handset.dialled();
    if (seen.length !== 1 || seen[0] !== number) throw new Error(`the widget was given ${seen.join(", ")}`);
    for (const { id } of sandbox.calls()) sandbox.remoteHangup(id);
    return number;
  });
}

/** Journey 4: an incoming call. */
async function playIncomingCall(handset: Handset, app: RunningApp, stage: Stage) {
  const { sandbox } = handset;
  await stage.step("an incoming call raises the popup", async () => {
    sandbox.ring(caller);
    await stage.picture(
      await ready(app, "call-popup", (page) => page.getByText(caller.name, { exact: true })),
    );
  });
  await stage.step("Answer answers it and the popup goes away", async () => {
    const popup = await app.page("call-popup");
    await press(popup.getByRole("button", { name: "Answer" }));
    await until("the call is connected", () =>
      sandbox.calls().some(({ fromNumber, state }) => fromNumber === caller.from && state === "connected"),
    );
    await until("the popup is gone", () => app.electron.windows().length === 1);
    await stage.picture(await app.page("app.html"));
  });
}

/** The page, once it shows what is looked for. */
async function ready(
  app: RunningApp,
  name: PageName,
  what: (page: Page) => ReturnType<Page["getByText"]>,
): Promise<Page> {
  const page = await app.page(name);
  await what(page).waitFor();
  return page;
}

/** The softphone, once it has its dialer. */
async function dialer(app: RunningApp): Promise<Page> {
  const page = await app.page("app.html");
  await page.getByText("Loading").waitFor({ state: "detached" });
  return page;
}

async function openBrowser({ desktop, sandbox }: Demo): Promise<BrowserContext> {
  const profile = join(desktop.dir, "browser");
  const args = await prepareBrowser(profile, sandbox);
  return await chromium.launchPersistentContext(profile, {
    executablePath: browserProgram,
    headless: false,
    args: [...args],
    env: definedOnly(desktop.env),
    viewport: { width: 900, height: 700 },
  });
}

class StepFailed extends Error {}

interface Stage {
  readonly steps: readonly Step[];
  /** Plays one step and notes how it went; throws `StepFailed` after a failure. */
  step<T>(name: string, play: () => Promise<T>): Promise<T>;
  /** A screenshot, numbered in order. */
  picture(page: Page): Promise<void>;
}

function createStage(out: string): Stage {
  const steps: Step[] = [];
  let pictures = 0;
  return {
    steps,
    async step(name, play) {
      const start = performance.now();
      const note = (ok: boolean, detail: string): void => {
        const ms = Math.round(performance.now() - start);
        steps.push({ name, ok, ms, detail });
        console.log(
          `${ok ? "ok  " : "FAIL"} ${name} (${ms} ms)${ok || detail === "" ? "" : `\n     ${detail}`}`,
        );
      };
      try {
        const result = await play();
        note(true, typeof result === "string" ? result : "");
        return result;
      } catch (error) {
        note(false, error instanceof Error ? error.message : String(error));
        throw new StepFailed(name);
      }
    },
    async picture(page) {
      pictures += 1;
      const name = new URL(page.url()).pathname.split("/").at(-1)?.replace(".html", "") || "page";
      await page.screenshot({ path: join(out, `${String(pictures).padStart(2, "0")}-${name}.png`) });
    },
  };
}
