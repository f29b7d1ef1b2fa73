import { SDK } from "@ringcentral/sdk";
import { parseJsonObject } from "../app/json.ts";
import type { JwtCheck } from "../ipc/channels.ts";
import type { Secret } from "../vault/secret.ts";
import { readClaims } from "./jwt-claims.ts";
import { type JwtRefusal, jwtNotice } from "./jwt-notices.ts";
import { DEFAULT_RETRY_AFTER_SECONDS, parseRetryAfter } from "./retry.ts";

export interface JwtCheckOptions {
  readonly clientId: string;
  /** Holds "" for an app without one. */
  readonly clientSecret: Secret;
  /** Origin of the platform, `https://platform.ringcentral.com`. */
  readonly server: string;
  readonly jwt: Secret;
  /** Used by the SDK for its own requests (design D10). */
  readonly fetch: typeof fetch;
  /** Milliseconds for the whole check; 20 s unless a test has less time. */
  readonly timeLimitMs?: number;
}

const TIME_LIMIT_MS = 20_000;
const REVOKE_LIMIT_MS = 5_000;
const OWN_EXTENSION = "/restapi/v1.0/account/~/extension/~";

type Checked = Extract<JwtCheck, { ok: true }> | { readonly ok: false; readonly because: JwtRefusal };

/**
 * Tests JWTs. RingCentral is not asked for the same app again before the time that it has named: whoever presses on
 * hears how long that still is.
 *
 * @param now milliseconds since the epoch
 * @returns the test: RingCentral's reason in words when a JWT does not work; never throws, and no answer holds a secret
 */
export function createJwtTester(now: () => number): (options: JwtCheckOptions) => Promise<JwtCheck> {
  const busy = new Map<string, { readonly status: number; readonly until: number }>();
  return async (options) => {
    const app = `${options.server} ${options.clientId}`;
    const waits = busy.get(app);
    const leftMs = (waits?.until ?? 0) - now();
    if (waits !== undefined && leftMs > 0) {
      const retryAfterSeconds = Math.ceil(leftMs / 1000);
      return refused({ kind: "busy", status: waits.status, retryAfterSeconds }, options);
    }
    const checked = await check(options);
    if (checked.ok) return checked;
    const { because } = checked;
    if (because.kind === "busy") {
      const seconds = because.retryAfterSeconds ?? DEFAULT_RETRY_AFTER_SECONDS;
      busy.set(app, { status: because.status, until: now() + seconds * 1000 });
    }
    return refused(because, options);
  };
}

/**
 * Redeems a JWT once to see whose it is (https://developers.ringcentral.com/guide/authentication/jwt-flow) and
 * gives the token back at once. What it was used for is kept nowhere.
 */
async function check(options: JwtCheckOptions): Promise<Checked> {
  const flaw = flawOf(options);
  if (flaw !== null) return { ok: false, because: flaw };
  const limit = AbortSignal.timeout(options.timeLimitMs ?? TIME_LIMIT_MS);
  const attempt = createAttempt(options, limit);
  try {
    // Also when `fetch` does not obey the signal.
    return await Promise.race([attempt.run(), rejectedBy(limit)]);
  } catch (error) {
    const because = limit.aborted
      ? ({ kind: "timed-out" } as const)
      : await refusalOf(error, attempt.isLoggedIn());
    return { ok: false, because };
  } finally {
    if (attempt.isLoggedIn()) await attempt.revoke();
  }
}

/** What can be told without asking RingCentral. */
function flawOf({ clientSecret, jwt }: JwtCheckOptions): JwtRefusal | null {
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(jwt.reveal())) return { kind: "no-jwt" };
  // HTTP Basic cannot carry other characters (RFC 6749 appendix A.2).
  return /^[\x20-\x7e]*$/.test(clientSecret.reveal()) ? null : { kind: "bad-secret" };
}

interface Attempt {
  run(): Promise<Checked>;
  isLoggedIn(): boolean;
  revoke(): Promise<void>;
}

function createAttempt(options: JwtCheckOptions, limit: AbortSignal): Attempt {
  let signal = limit;
  let loggedIn = false;
  const platform = new SDK({
    server: options.server,
    clientId: options.clientId,
    clientSecret: options.clientSecret.reveal(),
    fetch: withoutRepeatedLogins((request) => options.fetch(request, { signal })),
    Request,
    Response,
    Headers,
    localStorage: createMemoryStorage(),
  }).platform();
  return {
    async run() {
      await platform.login({ jwt: options.jwt.reveal() });
      loggedIn = true;
      // `retry` says that this is the repetition already: after a 401 the SDK would spend the refresh token.
      const answer = await platform.get(OWN_EXTENSION, undefined, { retry: true });
      const { name, extensionNumber } = parseJsonObject(await answer.text()) ?? {};
      return { ok: true, name: textOf(name), extension: textOf(extensionNumber) };
    },
    isLoggedIn: () => loggedIn,
    async revoke() {
      signal = AbortSignal.timeout(REVOKE_LIMIT_MS);
      try {
        await Promise.race([platform.logout(), rejectedBy(signal)]);
      } catch {
        // RingCentral asks to ignore it: a token that was not revoked dies by itself.
      }
    },
  };
}

/**
 * The SDK sends a request that got a 401 once more. A login that was turned down would count twice towards the
 * lock-out of the account, so the second gets the first one's answer.
 */
function withoutRepeatedLogins(send: (request: Request) => Promise<Response>): typeof fetch {
  const turnedDown = new Map<string, Response>();
  return async (input, init) => {
    const request = new Request(input, init);
    const known = turnedDown.get(request.url);
    if (known !== undefined) return known.clone();
    const response = await send(request);
    if (request.method === "POST" && response.status === 401) turnedDown.set(request.url, response.clone());
    return response;
  };
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("no answer in time")), { once: true });
  });
}

/** What the SDK keeps its token in. The default one is shared by all that use the SDK in this process. */
function createMemoryStorage(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    keys: () => [...items.keys()],
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
}

/** The SDK's errors carry the request with its secrets: only what is picked out here goes on. */
async function refusalOf(error: unknown, loggedIn: boolean): Promise<JwtRefusal> {
  const response: unknown = error instanceof Error ? Reflect.get(error, "response") : null;
  if (!(response instanceof Response)) return { kind: "unreachable" };
  const { status } = response;
  if (status === 429 || status === 503) {
    return { kind: "busy", status, retryAfterSeconds: parseRetryAfter(response.headers.get("retry-after")) };
  }
  const code = await errorCodeOf(response);
  return loggedIn ? { kind: "not-readable", status, code } : { kind: "refused", status, code };
}

async function errorCodeOf(response: Response): Promise<string | null> {
  // Read or broken off before: then it has no code for us.
  const body = parseJsonObject(await response.text().catch(() => ""));
  const code = body?.errorCode;
  return typeof code === "string" && /^[A-Z]{2,5}-\d{1,5}$/.test(code) ? code : null;
}

function refused(because: JwtRefusal, { server, jwt }: JwtCheckOptions): JwtCheck {
  return { ok: false, notice: jwtNotice(because, readClaims(jwt), server, Date.now()) };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 200) : "";
}
