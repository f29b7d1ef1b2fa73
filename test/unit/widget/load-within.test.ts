import { describe, expect, test } from "vitest";
import { loadWithin } from "../../../src/widget/load-within.ts";
import { createRecordingLog } from "../support/recording-log.ts";

const SECRET_URL = "https://apps.ringcentral.com/app.html?authorizationCode=code-1";

/** A page whose load ends like that, and a server that answers like that when it is asked. */
function bench(loadURL: () => Promise<void>, status = 200, answer = async () => new Response(null)) {
  const log = createRecordingLog();
  let questions = 0;
  let isLatest = true;
  return {
    log,
    questions: () => questions,
    overtake: () => {
      isLatest = false;
    },
    load: () =>
      loadWithin({
        page: { loadURL, httpStatus: () => status },
        url: SECRET_URL,
        isLatest: () => isLatest,
        limitMs: 20,
        fetch: () => {
          questions++;
          return answer();
        },
        log,
      }),
  };
}

const comes = async (): Promise<void> => {};
const fails = (code: string, errno: number) => (): Promise<void> =>
  Promise.reject(Object.assign(new Error(`${code} loading ${SECRET_URL}`), { code, errno }));
const busy = (status: number, retryAfter: string | null) => async () =>
  new Response(null, { status, headers: retryAfter === null ? {} : { "retry-after": retryAfter } });

describe("a page", () => {
  test.each([200, 204, 304, -1])(
    "with status %i is loaded, and its server not asked again",
    async (status) => {
      const { load, questions } = bench(comes, status);
      expect(await load()).toBe("loaded");
      expect(questions()).toBe(0);
    },
  );

  test.each([404, 429, 500, 503])("with status %i is none, whatever it shows", async (status) => {
    const { load, log } = bench(comes, status, busy(status, "17"));
    expect(await load()).toEqual({ status, retryAfterSeconds: 17 });
    expect(log.text()).toContain(`"status":${status}`);
  });

  test("whose server does not say for how long, or is gone, is asked for by the usual rules", async () => {
    expect(await bench(comes, 503, busy(503, null)).load()).toEqual({ status: 503, retryAfterSeconds: null });
    const gone = bench(comes, 503, () => Promise.reject(new Error("no network")));
    expect(await gone.load()).toEqual({ status: 503, retryAfterSeconds: null });
  });

  test("with an error status and nothing to show is told by what its server says when it is asked", async () => {
    const empty = fails("ERR_HTTP_RESPONSE_CODE_FAILURE", -379);
    expect(await bench(empty, 0, busy(503, "5")).load()).toEqual({ status: 503, retryAfterSeconds: 5 });
    expect(await bench(empty, 0, busy(200, null)).load()).toBe("network-error");
  });

  test("that cannot be reached, or does not come in time, is a network error", async () => {
    expect(await bench(fails("ERR_NAME_NOT_RESOLVED", -105)).load()).toBe("network-error");
    expect(await bench(() => new Promise(() => {})).load()).toBe("network-error");
    expect(await bench(fails("ERR_ABORTED", -3)).load()).toBe("network-error");
  });

  test("whose place was taken by a later one counts as that", async () => {
    const aborted = bench(fails("ERR_ABORTED", -3));
    aborted.overtake();
    expect(await aborted.load()).toBe("loaded");
    const unavailable = bench(comes, 503);
    unavailable.overtake();
    expect(await unavailable.load()).toBe("loaded");
  });

  test("leaves nothing of its address in the log", async () => {
    const { load, log } = bench(fails("ERR_NAME_NOT_RESOLVED", -105));
    await load();
    expect(log.text()).toContain("ERR_NAME_NOT_RESOLVED");
    expect(log.text()).not.toContain("code-1");
  });
});
