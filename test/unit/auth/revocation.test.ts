import { describe, expect, test } from "vitest";
import { revokeToken } from "../../../src/auth/revocation.ts";
import { Secret } from "../../../src/vault/secret.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { createFakeScheduler, settled } from "../support/scheduler.ts";

const TOKEN = "U0pDMTFQMDFQQVMwMHxCQkJCQkJCQkJCQg";

/** @param answers one after the other; the last one goes on */
function createBench(answers: readonly (() => Promise<Response>)[], clientSecret: Secret | null = null) {
  const clock = createFakeScheduler();
  const log = createRecordingLog();
  const startedAt = clock.now();
  /** Seconds after the first attempt. */
  const attempts: number[] = [];
  const requests: Request[] = [];
  const first = revokeToken({
    clientId: "client-1",
    clientSecret,
    server: "https://platform.ringcentral.com",
    token: new Secret(TOKEN),
    fetch: (input, init) => {
      const answer = answers[Math.min(attempts.length, answers.length - 1)];
      attempts.push((clock.now() - startedAt) / 1000);
      requests.push(new Request(input, init));
      if (answer === undefined) throw new Error("no answer");
      return answer();
    },
    scheduler: clock,
    random: () => 0.5,
    log,
  });
  return {
    clock,
    log,
    attempts,
    requests,
    first,
    async pass(seconds: number) {
      for (let second = 0; second < seconds; second++) {
        clock.advance(1000);
        await settled();
      }
    },
  };
}

const answer = (status: number, retryAfter?: string) => async () =>
  new Response("{}", { status, headers: retryAfter === undefined ? {} : { "retry-after": retryAfter } });

describe("a revocation", () => {
  test("by a public client names it in the body", async () => {
    const { first, requests, log, clock } = createBench([answer(200)]);
    expect(await first).toBe(true);
    const [request] = requests;
    expect(request?.method).toBe("POST");
    expect(request?.url).toBe("https://platform.ringcentral.com/restapi/oauth/revoke");
    expect(request?.headers.get("authorization")).toBeNull();
    expect(await request?.text()).toBe(`token=${TOKEN}&client_id=client-1`);
    expect(log.text()).toContain("token.revoked");
    expect(log.text()).not.toContain(TOKEN);
    expect(clock.waiting).toBe(0);
  });

  test("by a confidential one carries its secret as HTTP Basic, and nothing of it in the body", async () => {
    const { first, requests } = createBench([answer(200)], new Secret("secret-1"));
    await first;
    const basic = `Basic ${Buffer.from("client-1:secret-1").toString("base64")}`;
    expect(requests[0]?.headers.get("authorization")).toBe(basic);
    expect(await requests[0]?.text()).toBe(`token=${TOKEN}`);
  });

  test.each([429, 503])("answered with %d is sent again after Retry-After, to the second", async (status) => {
    const bench = createBench([answer(status, "7"), answer(status, "3"), answer(200)]);
    expect(await bench.first).toBe(false);
    await bench.pass(60);
    expect(bench.attempts).toEqual([0, 7, 10]);
    expect(bench.clock.waiting).toBe(0);
  });

  test.each([400, 401, 403])("answered with %d is never sent again", async (status) => {
    const bench = createBench([answer(status)]);
    expect(await bench.first).toBe(false);
    await bench.pass(120);
    expect(bench.attempts).toEqual([0]);
  });

  test("answered with 500 is sent again three times, ten seconds apart", async () => {
    const bench = createBench([answer(500)]);
    await bench.first;
    await bench.pass(120);
    expect(bench.attempts).toEqual([0, 10, 20, 30]);
  });

  test("without a network is tried for ten minutes, and what failed is not in the log", async () => {
    const bench = createBench([() => Promise.reject(new Error(`failed: ${TOKEN}`))]);
    await bench.first;
    await bench.pass(1200);
    expect(bench.attempts.at(-1)).toBeGreaterThan(500);
    expect(bench.attempts.at(-1)).toBeLessThanOrEqual(600);
    expect(bench.clock.waiting).toBe(0);
    expect(bench.log.text()).not.toContain(TOKEN);
  });

  test("that gets no answer in ten seconds counts as lost", async () => {
    const bench = createBench([() => new Promise(() => {}), answer(200)]);
    bench.clock.advance(10_000);
    expect(await bench.first).toBe(false);
    expect(bench.requests[0]?.signal.aborted).toBe(true);
    await bench.pass(5);
    expect(bench.attempts).toEqual([0, 11]);
  });
});
