import { createContext, runInContext } from "node:vm";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  installTokenStorage,
  observeTokenEndpoint,
  type TokenAnswer,
} from "../../../src/widget/token-storage.ts";
import { createFakeStorage } from "../support/storage.ts";

const KEY = "sdk-rc-widgetplatform";

afterEach(() => {
  Reflect.deleteProperty(globalThis, "window");
});

/** The page's world, with the wrapper in place and what is on the "disk" to look at. */
function createPage(initial: string | null, onDisk: Record<string, string> = {}) {
  const disk = new Map(Object.entries(onDisk));
  const page: { readonly localStorage: Storage } = { localStorage: createFakeStorage(disk) };
  Reflect.set(globalThis, "window", page);
  const reports: (string | null)[] = [];
  installTokenStorage(KEY, initial, (value) => reports.push(value));
  return { disk, reports, storage: page.localStorage, page };
}

/** Every way a page can look at its storage, for one key. */
function look(storage: Storage, name: string) {
  const forIn: string[] = [];
  for (const key in storage) if (Object.hasOwn(storage, key)) forIn.push(key);
  return {
    getItem: storage.getItem(name),
    property: storage[name] ?? null,
    entry: Object.entries(storage).find(([key]) => key === name)?.[1] ?? null,
    json: JSON.parse(JSON.stringify(storage))[name] ?? null,
    spread: { ...storage }[name] ?? null,
    isIn: name in storage,
    hasOwn: Object.hasOwn(storage, name),
    isKey: Object.keys(storage).includes(name),
    isOwnName: Object.getOwnPropertyNames(storage).includes(name),
    isInForIn: forIn.includes(name),
    isNumbered: Array.from({ length: storage.length }, (_, index) => storage.key(index)).includes(name),
  };
}

const seen = (value: string) => ({
  getItem: value,
  property: value,
  entry: value,
  json: value,
  spread: value,
  isIn: true,
  hasOwn: true,
  isKey: true,
  isOwnName: true,
  isInForIn: true,
  isNumbered: true,
});
const unseen = {
  getItem: null,
  property: null,
  entry: null,
  json: null,
  spread: null,
  isIn: false,
  hasOwn: false,
  isKey: false,
  isOwnName: false,
  isInForIn: false,
  isNumbered: false,
};

describe("the token", () => {
  test("is there from the start, in every way of looking, and not on the disk", () => {
    const { storage, disk, reports } = createPage("seeded", { other: "1" });
    expect(look(storage, KEY)).toEqual(seen("seeded"));
    expect(storage.length).toBe(2);
    expect([...disk]).toEqual([["other", "1"]]);
    expect(reports).toEqual([]);
  });

  test("that an older version left on the disk is removed from it", () => {
    const { storage, disk } = createPage(null, { [KEY]: "in clear" });
    expect(disk.has(KEY)).toBe(false);
    expect(look(storage, KEY)).toEqual(unseen);
  });

  test.each<[string, (storage: Storage) => void]>([
    ["setItem", (storage) => storage.setItem(KEY, "new")],
    ["a property", (storage) => Reflect.set(storage, KEY, "new")],
    ["Object.assign", (storage) => Object.assign(storage, { [KEY]: "new" })],
    [
      "Object.defineProperty",
      (storage) =>
        Object.defineProperty(storage, KEY, {
          value: "new",
          configurable: true,
          enumerable: true,
          writable: true,
        }),
    ],
  ])("stored by %s is reported and stays off the disk", (_, store) => {
    const { storage, disk, reports } = createPage(null, { other: "1" });
    store(storage);
    expect(look(storage, KEY)).toEqual(seen("new"));
    expect(reports).toEqual(["new"]);
    expect([...disk]).toEqual([["other", "1"]]);
  });

  test.each<[string, (storage: Storage) => void]>([
    ["removeItem", (storage) => storage.removeItem(KEY)],
    ["delete", (storage) => Reflect.deleteProperty(storage, KEY)],
    ["clear", (storage) => storage.clear()],
    [
      "the widget's way at a sign-out",
      (storage) => {
        for (const name of Object.keys(storage))
          if (name.startsWith("sdk-rc-widget")) storage.removeItem(name);
      },
    ],
  ])("removed by %s is gone and reported", (_, remove) => {
    const { storage, reports } = createPage("seeded");
    remove(storage);
    expect(look(storage, KEY)).toEqual(unseen);
    expect(storage.length).toBe(0);
    expect(reports).toEqual([null]);
  });

  test("is reported only when it changes", () => {
    const { storage, reports } = createPage("a");
    storage.setItem(KEY, "a");
    storage.setItem(KEY, "b");
    storage.setItem(KEY, "b");
    storage.removeItem(KEY);
    storage.removeItem(KEY);
    storage.clear();
    expect(reports).toEqual(["b", null]);
  });

  test("is stored as text, as a browser does", () => {
    const { storage, reports } = createPage(null);
    Reflect.apply(storage.setItem, storage, [KEY, { toString: () => "object" }]);
    Reflect.set(storage, KEY, 5);
    expect(reports).toEqual(["object", "5"]);
    expect(storage.getItem(KEY)).toBe("5");
  });

  test("may be the empty string", () => {
    const { storage } = createPage(null);
    storage.setItem(KEY, "");
    expect(look(storage, KEY)).toEqual(seen(""));
  });
});

describe("everything else", () => {
  test("goes to the real storage and back", () => {
    const { storage, disk, reports } = createPage("seeded");
    storage.setItem("a", "1");
    storage.b = "2";
    expect([...disk]).toEqual([
      ["a", "1"],
      ["b", "2"],
    ]);
    expect(look(storage, "a")).toEqual(seen("1"));
    expect(look(storage, "b")).toEqual(seen("2"));
    expect(storage.length).toBe(3);
    storage.removeItem("a");
    delete storage.b;
    expect(disk.size).toBe(0);
    expect(look(storage, "a")).toEqual(unseen);
    expect(reports).toEqual([]);
  });

  test("is cleared with the token", () => {
    const { storage, disk } = createPage("seeded", { a: "1" });
    storage.clear();
    expect(disk.size).toBe(0);
    expect(storage.length).toBe(0);
  });

  test("an index beyond the end has no key", () => {
    const { storage } = createPage("seeded", { a: "1" });
    expect([storage.key(0), storage.key(1), storage.key(2), storage.key(-1)]).toEqual(["a", KEY, null, null]);
  });
});

test("the page cannot bring the real storage back", () => {
  const { page, storage } = createPage("seeded");
  expect(() => Object.defineProperty(page, "localStorage", { value: {} })).toThrow(TypeError);
  expect(Reflect.deleteProperty(page, "localStorage")).toBe(false);
  expect(page.localStorage).toBe(storage);
});

/** Evaluates a function from its text alone in a world that has nothing but `window` and what is given. */
function inFreshWorld(source: (...parameters: never[]) => void, given: Record<string, unknown>): unknown {
  const context = createContext({ ...given });
  return runInContext(`(${source.toString()})`, context);
}

test("installTokenStorage needs nothing from outside of itself", () => {
  const disk = new Map<string, string>([["other", "1"]]);
  const page = { localStorage: createFakeStorage(disk) };
  const install = inFreshWorld(installTokenStorage, { window: page });
  const reports: unknown[] = [];
  if (typeof install !== "function") throw new Error("not a function");
  install(KEY, "seeded", (value: unknown) => reports.push(value));
  expect(look(page.localStorage, KEY)).toEqual(seen("seeded"));
  page.localStorage.setItem(KEY, "new");
  page.localStorage.b = "2";
  delete page.localStorage.b;
  page.localStorage.clear();
  expect(reports).toEqual(["new", null]);
  expect(disk.size).toBe(0);
});

const PLATFORM = "https://platform.ringcentral.com";
const TOKEN = `${PLATFORM}/restapi/oauth/token`;
const REVOKE = `${PLATFORM}/restapi/oauth/revoke`;
const refresh = {
  method: "POST",
  body: new URLSearchParams({ grant_type: "refresh_token", refresh_token: "r" }),
};

/**
 * @param answers to one request after the other; the last one goes on
 * @param again what is answered to each report
 */
function observe(answers: (() => Promise<Response>)[], again: (answer: TokenAnswer) => Promise<boolean>) {
  const reports: TokenAnswer[] = [];
  const bodies: string[] = [];
  const page = {
    async fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
      bodies.push(await new Request(input, init).text());
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer === undefined) throw new Error("no answer");
      return answer();
    },
  };
  Reflect.set(globalThis, "window", page);
  Reflect.set(globalThis, "location", { href: "https://apps.ringcentral.com/app.html" });
  observeTokenEndpoint((answer) => {
    reports.push(answer);
    return again(answer);
  });
  return { page, reports, bodies };
}

const never = async () => false;
const refusal =
  (status: number, body = "{}", headers: Record<string, string> = {}) =>
  async () =>
    new Response(body, { status, headers });

describe("requests for a token", () => {
  test("that fail are reported before the widget knows, and reach it unread", async () => {
    const { page, reports, bodies } = observe([refusal(400, '{"errors":[]}')], never);
    const response = await page.fetch(TOKEN, refresh);
    expect(reports).toEqual([
      {
        endpoint: "token",
        grant: "refresh_token",
        status: 400,
        body: '{"errors":[]}',
        retryAfter: null,
        failures: 1,
      },
    ]);
    expect(await response.text()).toBe('{"errors":[]}');
    expect(bodies).toEqual(["grant_type=refresh_token&refresh_token=r"]);
  });

  test("are sent again, as they were, as often as the shell says; the widget sees one that took long", async () => {
    const busy = refusal(429, "{}", { "retry-after": "7" });
    const lost = () => Promise.reject(new TypeError("Failed to fetch"));
    const { page, reports, bodies } = observe([busy, lost, refusal(200, "the token")], async () => true);
    const response = await page.fetch(new Request(TOKEN, refresh));
    expect(await response.text()).toBe("the token");
    expect(reports.map(({ status, retryAfter, failures }) => [status, retryAfter, failures])).toEqual([
      [429, "7", 1],
      [0, null, 2],
    ]);
    expect(new Set(bodies).size).toBe(1);
    expect(bodies).toHaveLength(3);
  });

  test("that get no answer fail for the widget once the shell gives them up", async () => {
    const { page } = observe([() => Promise.reject(new TypeError("Failed to fetch"))], never);
    await expect(page.fetch(TOKEN, refresh)).rejects.toThrow("Failed to fetch");
  });

  test("are given up when the shell does not answer any more", async () => {
    const { page } = observe([refusal(503)], () => Promise.reject(new Error("gone")));
    expect((await page.fetch(TOKEN, refresh)).status).toBe(503);
  });

  test("that give a token are nobody's business", async () => {
    const { page, reports } = observe([refusal(200, "secret")], never);
    expect(await (await page.fetch(TOKEN, refresh)).text()).toBe("secret");
    expect(reports).toEqual([]);
  });

  test("have their answer shortened, and left out where it breaks off or never ends", async () => {
    const long = observe([refusal(503, "x".repeat(10_000))], never);
    await long.page.fetch(TOKEN, refresh);
    expect(long.reports[0]?.body).toHaveLength(4096);
    const broken = new ReadableStream({ start: (stream) => stream.error(new Error("connection lost")) });
    const torn = observe([async () => new Response(broken, { status: 401 })], never);
    await torn.page.fetch(TOKEN, refresh);
    expect(torn.reports[0]).toMatchObject({ status: 401, body: "" });
    vi.useFakeTimers();
    try {
      const endless = observe([async () => new Response(new ReadableStream(), { status: 400 })], never);
      const fetched = endless.page.fetch(TOKEN, refresh);
      await vi.advanceTimersByTimeAsync(2000);
      expect((await fetched).status).toBe(400);
      expect(endless.reports[0]).toMatchObject({ status: 400, body: "" });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("requests to revoke it", () => {
  test.each([200, 400, 503])(
    "answered with %i are reported, without an answer's text, and never repeated",
    async (status) => {
      const { page, reports, bodies } = observe([refusal(status)], async () => true);
      const body = new URLSearchParams({ token: "a" });
      expect((await page.fetch(REVOKE, { method: "POST", body })).status).toBe(status);
      expect(reports).toMatchObject([{ endpoint: "revoke", grant: "", status }]);
      expect(bodies).toHaveLength(1);
    },
  );
});

describe("requests for anything else", () => {
  test.each<[string, RequestInfo | URL]>([
    ["another resource", `${PLATFORM}/restapi/v1.0/account/~`],
    ["an address that only looks like it", `https://example.com/x?u=${TOKEN}`],
    ["an address that is none", "https://"],
    ["a URL object", new URL(`${PLATFORM}/restapi/v1.0/client-info`)],
  ])("is passed on as it is: %s", async (_, address) => {
    const seen: unknown[][] = [];
    const page = {
      fetch: async (...given: unknown[]) => seen.push(given) && new Response("", { status: 403 }),
    };
    Reflect.set(globalThis, "window", page);
    observeTokenEndpoint(() => Promise.reject(new Error("reported")));
    const init = { headers: { a: "b" } };
    await page.fetch(address, init);
    expect(seen).toEqual([[address, init]]);
  });
});

test("observeTokenEndpoint needs nothing from outside of itself", async () => {
  const page = { fetch: refusal(400) as (input: string, init: RequestInit) => Promise<Response> };
  const given = { window: page, URL, URLSearchParams, Request, setTimeout, location: { href: PLATFORM } };
  const install = inFreshWorld(observeTokenEndpoint, given);
  const reports: unknown[] = [];
  if (typeof install !== "function") throw new Error("not a function");
  install(async (answer: unknown) => {
    reports.push(answer);
    return false;
  });
  await page.fetch(TOKEN, refresh);
  expect(reports).toMatchObject([{ status: 400, body: "{}" }]);
});
