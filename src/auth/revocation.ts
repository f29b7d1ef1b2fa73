import type { Scheduler } from "../app/scheduler.ts";
import type { Log } from "../diagnostics/log.ts";
import type { Secret } from "../vault/secret.ts";
import { type FailedRequest, parseRetryAfter, retryDelay } from "./retry.ts";

export interface RevocationOptions {
  readonly clientId: string;
  /** Null for public clients. */
  readonly clientSecret: Secret | null;
  /** Origin of the platform. */
  readonly server: string;
  /** Access or refresh token; with either the whole OAuth session ends. */
  readonly token: Secret;
  readonly fetch: typeof fetch;
  readonly scheduler: Scheduler;
  /** From 0 to below 1, `Math.random`. */
  readonly random: () => number;
  readonly log: Log;
}

const ANSWER_LIMIT_MS = 10_000;
/** After that the token is left to die by itself: an access token in an hour, a refresh token in seven days. */
const GIVE_UP_AFTER_MS = 10 * 60_000;
const SHORTEST_PAUSE_MS = 500;

/**
 * Ends an OAuth session at the platform: `POST /restapi/oauth/revoke` with `token`, and `client_id` or HTTP Basic
 * (RingCentral's API reference, "Revoke Token"; RFC 7009). What fails for a while is sent again by the rules of
 * `retryDelay`; nobody waits for that.
 *
 * @returns resolves, never rejects, after the first attempt: whether that one worked
 */
export function revokeToken(options: RevocationOptions): Promise<boolean> {
  const { scheduler, log } = options;
  const giveUpAt = scheduler.now() + GIVE_UP_AFTER_MS;
  const attempt = async (number: number): Promise<boolean> => {
    const outcome = await send(options);
    if (outcome === "revoked") {
      log.info("token.revoked", {});
      return true;
    }
    const pause = retryDelay(number, outcome, options.random);
    const retryMs = pause === null ? null : Math.max(pause, SHORTEST_PAUSE_MS);
    const repeats = retryMs !== null && scheduler.now() + retryMs <= giveUpAt;
    const status = outcome === "network-error" ? null : outcome.status;
    log.warn("token.not-revoked", { status, retryInMs: repeats ? retryMs : null });
    if (repeats) scheduler.after(retryMs, () => void attempt(number + 1));
    return false;
  };
  return attempt(1);
}

async function send(options: RevocationOptions): Promise<"revoked" | FailedRequest> {
  const { clientId, clientSecret, token, scheduler } = options;
  const body = new URLSearchParams({ token: token.reveal() });
  const headers = new Headers({ "content-type": "application/x-www-form-urlencoded" });
  if (clientSecret === null) body.set("client_id", clientId);
  else headers.set("authorization", `Basic ${base64(`${clientId}:${clientSecret.reveal()}`)}`);

  const abort = new AbortController();
  let stopLimit = (): void => {};
  // Also for a `fetch` that does not obey the signal.
  const limit = new Promise<"network-error">((resolve) => {
    stopLimit = scheduler.after(ANSWER_LIMIT_MS, () => {
      abort.abort();
      resolve("network-error");
    });
  });
  const request = options
    .fetch(`${options.server}/restapi/oauth/revoke`, {
      method: "POST",
      headers,
      body: body.toString(),
      signal: abort.signal,
    })
    .then(
      ({ ok, status, headers: answer }): "revoked" | FailedRequest =>
        ok ? "revoked" : { status, retryAfterSeconds: parseRetryAfter(answer.get("retry-after")) },
      // The error of a request may hold the request: what it says is of no use, and it is not logged.
      (): FailedRequest => "network-error",
    );
  try {
    return await Promise.race([request, limit]);
  } finally {
    stopLimit();
  }
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
