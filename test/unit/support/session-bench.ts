import type { PhoneSignIn } from "../../../src/auth/phone-sign-in.ts";
import type { FailedRequest } from "../../../src/auth/retry.ts";
import { createSessionController } from "../../../src/auth/session-controller.ts";
import type { SessionStatus } from "../../../src/auth/session-status.ts";
import type { SignInWindowRequest } from "../../../src/auth/sign-in-window.ts";
import type { TokenRequest } from "../../../src/auth/token-requests.ts";
import type { Notice, SignInForm, SignInView } from "../../../src/ipc/channels.ts";
import type { SignInWay } from "../../../src/settings/policy-schema.ts";
import { defaultSettings, type Settings } from "../../../src/settings/settings.ts";
import type { LockedSettings } from "../../../src/settings/store.ts";
import { createVault, type EntryName } from "../../../src/vault/vault.ts";
import { createFakeKeychain, createMemoryFiles, sealText } from "./keychain.ts";
import { REDIRECT_URI } from "./pending.ts";
import { createRecordingLog } from "./recording-log.ts";
import { createFakeScheduler, settled } from "./scheduler.ts";

export const HOSTED_REDIRECT_URI =
  "https://apps.ringcentral.com/integration/ringcentral-embeddable/2.x/redirect.html";
export const ACCOUNT = "16505550100*101";
const ACCESS_TOKEN = "U0pDMTFQMDFQQVMwMHxBQUFBQUFBQUFBQQ";

/** A token as the widget stores it, which dies at the given time. */
export function widgetToken(refreshExpiresAt: number, accessToken = ACCESS_TOKEN, scope?: string): string {
  return JSON.stringify({
    scope,
    access_token: accessToken,
    refresh_token: "U0pDMTFQMDFQQVMwMHxCQkJCQkJCQkJCQg",
    refresh_token_expire_time: refreshExpiresAt,
  });
}

/** What the sign-in page sends, by default for a public client in the browser. */
export function signInForm(changes: Partial<SignInForm> = {}): SignInForm {
  return {
    method: "browser",
    clientId: "client-1",
    server: "production",
    serverUrl: "",
    clientSecret: null,
    jwt: null,
    redirect: "automatic",
    hostedRedirectUri: "",
    discovery: false,
    discoveryServer: "",
    ...changes,
  };
}

/** A refresh of the widget's that failed, by default for want of a network. */
export function tokenRequest(changes: Partial<TokenRequest> = {}): TokenRequest {
  return {
    endpoint: "token",
    grant: "refresh_token",
    status: 0,
    code: null,
    retryAfterSeconds: null,
    failures: 1,
    ...changes,
  };
}

interface BenchOptions {
  readonly builtInClientId?: string;
  readonly settings?: Partial<Settings>;
  /** Settings that a policy holds; its values are among `settings`. */
  readonly locked?: LockedSettings;
  readonly signInWays?: readonly SignInWay[];
  readonly keychainLimitMs?: number;
  readonly startsHidden?: boolean;
}

/**
 * A session controller on the real vault, with everything outside of them played by hand: clock, keychain, disk,
 * browser, softphone page, windows.
 */
export function createSessionBench(options: BenchOptions = {}) {
  const clock = createFakeScheduler();
  const log = createRecordingLog();
  const keychain = createFakeKeychain();
  const files = createMemoryFiles();
  const vault = createVault({
    cipher: keychain,
    files,
    report: (event, cause) => log.warn(event, { cause }),
    keychainLimitMs: options.keychainLimitMs ?? 60_000,
    sealLimitMs: options.keychainLimitMs ?? 60_000,
  });
  let settings: Settings = { ...defaultSettings, clientId: "client-1", ...options.settings };
  const opened: string[] = [];
  const copied: string[] = [];
  const loads: PhoneSignIn[] = [];
  const told: Notice[] = [];
  const callbacks: string[] = [];
  const receivers: { redirectUri: string; received: (url: string) => void; open: boolean }[] = [];
  const windows: { request: SignInWindowRequest; shown: number; open: boolean }[] = [];
  const views: SignInView[] = [];
  const statuses: SessionStatus[] = [];
  /** Pages of the widget that it was sent to. */
  const paths: string[] = [];
  const revocations: { url: string; authorization: string | null; form: Record<string, string> }[] = [];
  const signedInChanges: boolean[] = [];
  let states = 0;
  const world = {
    /** Whether a browser can be opened. */
    hasBrowser: true,
    /** Whether the redirect scheme leads here. */
    schemeArrives: true,
    /** Whether a loopback port is free; what was listened with is in `receivers`. */
    hasPort: true,
    /** What becomes of the next loads of the softphone's page; true when it is there, false without a network. */
    loadPhone: async (): Promise<boolean | FailedRequest> => true,
    /** What requests of the session's own are answered with. */
    answerRequest: (): Promise<Response> => Promise.reject(new Error("no request was expected")),
    unloads: 0,
    /** How often the widget was asked to log out, and what it does then. */
    logOuts: 0,
    logOut: (): void => {},
    /** What the revocation endpoint answers to the main process. */
    revoke: async (): Promise<Response> => new Response("{}"),
    /** For each time that the page's data was cleared: how often the page had been unloaded by then. */
    clears: [] as number[],
    clear: async (): Promise<void> => {},
    /** For each time that other programs were cut off: the session's state by then. */
    cutOffs: [] as string[],
    phoneVisible: false,
    signInVisible: false,
    /** What waits for the end of a call, while one is up. */
    callUp: false,
    afterCall: [] as (() => void)[],
    waitingNumber: null as string | null,
  };
  const session = createSessionController({
    productName: "Handset",
    profile: null,
    redirectUri: REDIRECT_URI,
    loopbackUris: ["http://127.0.0.1:8473/oauth/callback"],
    hostedRedirectUri: HOSTED_REDIRECT_URI,
    schemeArrives: () => world.schemeArrives,
    builtInClientId: options.builtInClientId ?? null,
    signInWays: () => options.signInWays ?? null,
    settings: {
      locked: () => options.locked ?? {},
      get: () => settings,
      set: (changes) => {
        settings = { ...settings, ...changes };
      },
    },
    vault,
    scheduler: clock,
    log,
    waitingNumber: () => world.waitingNumber,
    startsHidden: options.startsHidden ?? false,
    effects: {
      fetch: async (input, init) => {
        const request = new Request(input, init);
        if (!request.url.endsWith("/restapi/oauth/revoke")) return world.answerRequest();
        revocations.push({
          url: request.url,
          authorization: request.headers.get("authorization"),
          form: Object.fromEntries(new URLSearchParams(await request.text())),
        });
        return world.revoke();
      },
      random: () => 0.9999,
      randomState: () => `random-${++states}`,
      openBrowser: async (url) => {
        opened.push(url);
        return world.hasBrowser;
      },
      receiveLoopback: async (received) => {
        if (!world.hasPort) return null;
        const receiver = { redirectUri: "http://127.0.0.1:8473/oauth/callback", received, open: true };
        receivers.push(receiver);
        return {
          redirectUri: receiver.redirectUri,
          close: () => {
            receiver.open = false;
          },
        };
      },
      openSignInWindow: (request) => {
        const window = { request, shown: 0, open: true };
        windows.push(window);
        return {
          show: () => {
            window.shown++;
          },
          close: () => {
            window.open = false;
          },
        };
      },
      redeemInPhone: (callbackUri) => callbacks.push(callbackUri),
      copy: (text) => copied.push(text),
      logOutInPhone: () => {
        world.logOuts++;
        world.logOut();
      },
      navigatePhone: (path) => paths.push(path),
      cutOffPrograms: () => {
        world.cutOffs.push(session.status().state);
        return vault.remove("event-stream-token");
      },
      clearPhoneData: async () => {
        world.clears.push(world.unloads);
        await world.clear();
      },
      loadPhone: async (signIn) => {
        loads.push(signIn);
        const outcome = await world.loadPhone();
        if (typeof outcome !== "boolean") return outcome;
        return outcome ? "loaded" : "network-error";
      },
      whenNoCall: (then) => {
        if (world.callUp) world.afterCall.push(then);
        else then();
      },
      unloadPhone: () => {
        world.unloads++;
      },
      showPhone: () => {
        world.phoneVisible = true;
      },
      hidePhone: () => {
        world.phoneVisible = false;
      },
      showSignIn: () => {
        world.signInVisible = true;
      },
      closeSignIn: () => {
        world.signInVisible = false;
      },
      viewChanged: (view) => views.push(view),
      statusChanged: (status) => statuses.push(status),
      tell: (notice) => told.push(notice),
      signedInChanged: (signedIn) => signedInChanges.push(signedIn),
    },
  });

  const bench = {
    clock,
    log,
    keychain,
    files,
    world,
    session,
    opened,
    copied,
    loads,
    told,
    views,
    signedInChanges,
    callbacks,
    receivers,
    statuses,
    paths,
    revocations,
    /** How many works wait, the alarm for the end of the token apart. */
    waiting: () => clock.waiting - (session.status().endsAt === null ? 0 : 1),
    windows,
    isSignedIn: () => signedInChanges.at(-1) === true,
    settings: () => settings,
    /** State of the page and code of its notice, "ready session/expired". */
    page(): string {
      const { state, notice } = session.view();
      return notice === null ? state : `${state} ${notice.code}`;
    },
    /** The token endpoint turns the widget's grant down for good, by default a refresh. */
    refuse(code: string | null, grant = "refresh_token"): void {
      void session.handleTokenAnswered(tokenRequest({ status: 400, code, grant }));
    },
    /** Puts an entry into the vault's folder, as an earlier run would have. */
    seal(name: EntryName, value: unknown): void {
      files.entries.set(name, sealText(JSON.stringify(value)));
    },
    sealToken(stored = widgetToken(clock.now() + 1_000_000)): string {
      bench.seal("session-token", {
        clientId: "client-0",
        server: "https://platform.ringcentral.com",
        stored,
      });
      return stored;
    },
    /** What the vault's folder keeps under the name, in clear; null for nothing. */
    async kept(name: EntryName): Promise<string | null> {
      await settled();
      const sealed = files.entries.get(name);
      return sealed === undefined ? null : (await createFakeKeychain().open(sealed)).plain;
    },
    /** Starts and presses Sign in. */
    async authorize() {
      await session.start();
      await session.signIn(signInForm({ clientId: "client-1", server: "production" }));
      return bench.state();
    },
    /** `state` of the address that the browser was last sent to. */
    state(): string {
      return new URL(opened.at(-1) ?? "missing:").searchParams.get("state") ?? "";
    },
    async redirect(query: Record<string, string>) {
      session.handleRedirect(`${REDIRECT_URI}?${new URLSearchParams(query)}`);
      await settled();
    },
    /** From nothing to signed in. */
    async signIn() {
      const state = await bench.authorize();
      await bench.redirect({ code: "code-1", state });
      session.handleTokenChanged(widgetToken(clock.now() + 1_000_000));
      session.handleLoggedIn(ACCOUNT, "US");
      await settled();
    },
  };
  return bench;
}
