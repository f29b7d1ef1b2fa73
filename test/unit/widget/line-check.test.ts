import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { installLineCheck } from "../../../src/widget/line-check.ts";
import { settled } from "../support/scheduler.ts";

/** As much of a WebSocket as is used; the test plays the server. */
class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  static made: FakeSocket[] = [];
  readyState = 1;
  readonly sent: string[] = [];
  readonly protocols: unknown;
  constructor(_address: string, protocols?: unknown) {
    super();
    this.protocols = protocols;
    FakeSocket.made.push(this);
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.readyState = 2;
  }
  says(): void {
    this.dispatchEvent(new Event("message"));
  }
}

class FakeCloseEvent extends Event {}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  FakeSocket.made = [];
});

afterEach(() => {
  vi.useRealTimers();
});

/** The widget's world, which gets the function as text. */
function createPage() {
  const found: string[] = [];
  let check = (): void => {};
  const window = { WebSocket: FakeSocket };
  const install: typeof installLineCheck = runInNewContext(`(${installLineCheck.toString()})`, {
    window,
    CloseEvent: FakeCloseEvent,
    setTimeout,
    clearTimeout,
    console,
  });
  install(
    () =>
      new Promise((resolve) => {
        check = () => resolve(null);
      }),
    (line) => found.push(line),
    5_000,
  );
  return {
    found,
    window,
    async check() {
      check();
      await settled();
    },
    async pass(ms: number) {
      vi.advanceTimersByTime(ms);
      await settled();
    },
  };
}

const open = (page: ReturnType<typeof createPage>, protocols: unknown): FakeSocket => {
  const Socket = page.window.WebSocket;
  return new Socket("wss://sip.example", protocols);
};

test("a line that answers is alive, time and again", async () => {
  const page = createPage();
  const line = open(page, ["sip"]);
  for (let round = 1; round <= 2; round++) {
    await page.check();
    expect(line.sent).toHaveLength(round);
    expect(line.sent.at(-1)).toBe("\r\n\r\n");
    line.says();
    await settled();
  }
  expect(page.found).toEqual(["alive", "alive"]);
  expect(line.readyState).toBe(1);
});

test("one that does not is closed, and the widget hears of it once", async () => {
  const page = createPage();
  const line = open(page, "sip");
  let closed = 0;
  line.addEventListener("close", () => closed++);
  await page.check();
  await page.pass(5_000);
  expect(page.found).toEqual(["dead"]);
  expect([line.readyState, closed]).toEqual([2, 1]);
  // What Chromium says a minute later.
  line.dispatchEvent(new Event("close"));
  expect(closed).toBe(1);
  await page.check();
  expect(page.found).toEqual(["dead", "none"]);
});

test("one that ends meanwhile is dead, and is left to the widget", async () => {
  const page = createPage();
  const line = open(page, "sip");
  await page.check();
  line.readyState = 3;
  line.dispatchEvent(new Event("close"));
  await settled();
  expect(page.found).toEqual(["dead"]);
});

test("other connections are left alone", async () => {
  const page = createPage();
  const other = open(page, undefined);
  await page.check();
  expect(page.found).toEqual(["none"]);
  expect(other.sent).toEqual([]);
  expect(page.window.WebSocket.OPEN).toBe(1);
  expect(other).toBeInstanceOf(page.window.WebSocket);
});
