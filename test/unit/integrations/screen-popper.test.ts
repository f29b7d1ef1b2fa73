import { describe, expect, test } from "vitest";
import { createCallFollower } from "../../../src/calls/call-changes.ts";
import type { CallEvent, WebphoneCall } from "../../../src/calls/call-event.ts";
import { type CallState, nextCallState, noCalls } from "../../../src/calls/call-state.ts";
import { createScreenPopper } from "../../../src/integrations/screen-popper.ts";
import { defaultSettings, type Settings } from "../../../src/settings/settings.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { createFakeScheduler, settled } from "../support/scheduler.ts";
import { webphoneCall } from "../support/webphone-call.ts";

const template = "https://crm.example.com/call/{callId}?tel={number}";

function bench(settings: Partial<Settings> = {}) {
  const clock = createFakeScheduler();
  const log = createRecordingLog();
  const opened: string[] = [];
  const world = { hasBrowser: true };
  let state: CallState = noCalls;
  const follow = createCallFollower();
  const popper = createScreenPopper({
    settings: () => ({ ...defaultSettings, screenPopUrl: template, ...settings }),
    toE164: (number) => (number.startsWith("+") ? number : null),
    openBrowser: async (url) => {
      opened.push(url);
      return world.hasBrowser;
    },
    scheduler: clock,
    log,
  });
  const tell = (event: CallEvent): void => {
    state = nextCallState(state, event, clock.now());
    popper.handle(follow(state).changes);
  };
  /** The ids of the calls whose page was opened. */
  const popped = (): string[] => opened.map((url) => new URL(url).pathname.split("/").at(-1) ?? "");
  return { clock, log, opened, world, popper, tell, popped };
}

const told = (changes: Partial<WebphoneCall> = {}): WebphoneCall =>
  webphoneCall("a", { number: "+14155550142", name: "Ada Lovelace", queue: "Sales", ...changes });

/** Rings, is answered and ends. */
const life = (call: WebphoneCall): readonly CallEvent[] => [
  { what: call.direction === "inbound" ? "ring" : "init", call },
  { what: "start", call: { ...call, status: "connected" } },
  { what: "end", call: { ...call, status: "over" } },
];

describe("the page of a call", () => {
  test.each([
    ["ring", [1, 1, 1]],
    ["answer", [0, 1, 1]],
    ["end", [0, 0, 1]],
  ] as const)("is opened on %s, once, however often things are told", (screenPopOn, counts) => {
    const { tell, opened } = bench({ screenPopOn });
    const after = life(told()).map((event) => {
      tell(event);
      tell(event);
      return opened.length;
    });
    expect(after).toEqual(counts);
    expect(opened).toEqual(["https://crm.example.com/call/a?tel=%2B14155550142"]);
  });

  test("has everything that a template may ask for", () => {
    const all = "https://crm.example.com/{number}/{e164}/{name}/{queue}/{callId}/{direction}";
    const { tell, opened } = bench({ screenPopUrl: all });
    tell({ what: "ring", call: told() });
    tell({ what: "ring", call: told({ id: "b", number: "102", name: null, queue: null }) });
    expect(opened).toEqual([
      "https://crm.example.com/%2B14155550142/%2B14155550142/Ada%20Lovelace/Sales/a/inbound",
      "https://crm.example.com/102////b/inbound",
    ]);
  });

  test("names the user's contact, not whom the network names", () => {
    const { tell, opened } = bench({
      screenPopUrl: "https://crm.example.com/?name={name}",
      screenPopOn: "end",
    });
    for (const event of life(told({ name: "A LOVELACE", contact: "Ada" }))) tell(event);
    expect(opened).toEqual(["https://crm.example.com/?name=Ada"]);
  });

  test("is not opened for calls that the user makes, unless wanted", () => {
    for (const [screenPopFor, count] of [
      ["inbound", 0],
      ["both", 1],
    ] as const) {
      const { tell, opened } = bench({ screenPopFor });
      for (const event of life(told({ direction: "outbound" }))) tell(event);
      expect(opened.length).toBe(count);
    }
  });

  test.each(["ring", "answer", "end"] as const)(
    "on %s is opened once although the page is reloaded",
    (screenPopOn) => {
      const { tell, opened } = bench({ screenPopOn });
      const [ring, start, end] = life(told());
      for (const event of [ring, start]) if (event !== undefined) tell(event);
      for (let reload = 0; reload < 3; reload += 1) {
        tell({ what: "page-gone" });
        tell({ what: "sync", calls: [told({ status: "connected", startedAt: 1 })] });
      }
      if (end !== undefined) tell(end);
      expect(opened.length).toBe(1);
    },
  );

  test("of a call that was up before Handset is not opened any more, but at its end", () => {
    for (const [screenPopOn, count] of [
      ["ring", 0],
      ["answer", 0],
      ["end", 1],
    ] as const) {
      const { tell, clock, opened } = bench({ screenPopOn });
      const call = told({ status: "connected", startedAt: clock.now() - 120_000 });
      tell({ what: "sync", calls: [call] });
      tell({ what: "end", call });
      expect(opened.length, screenPopOn).toBe(count);
    }
  });

  test("is nothing without a template, or with one that was broken in the file", () => {
    for (const screenPopUrl of ["", "https://{name}.example.com/"]) {
      const { tell, opened } = bench({ screenPopUrl });
      for (const event of life(told())) tell(event);
      expect(opened).toEqual([]);
    }
  });
});

describe("a storm of calls", () => {
  test("opens five pages, then one in six seconds, and never one later than its call", () => {
    const { tell, popped, clock, log } = bench();
    for (let call = 0; call < 100; call += 1) tell({ what: "ring", call: told({ id: `c${call}` }) });
    expect(popped()).toEqual(["c0", "c1", "c2", "c3", "c4"]);
    expect(log.text().split("screen-pop.too-many").length - 1).toBe(95);
    clock.advance(60_000);
    expect(popped().length).toBe(5);
    for (let call = 0; call < 100; call += 1) {
      clock.advance(600);
      tell({ what: "ring", call: told({ id: `d${call}` }) });
    }
    // Five were free again, and the 59.4 seconds behind the first of them have nine times six.
    expect(popped().length).toBe(5 + 5 + 9);
  });

  test("is not bought by setting the clock back and forth", () => {
    const { tell, popped, clock } = bench();
    for (let call = 0; call < 10; call += 1) tell({ what: "ring", call: told({ id: `c${call}` }) });
    clock.sleep(-3_600_000);
    tell({ what: "ring", call: told({ id: "back" }) });
    expect(popped().length).toBe(5);
  });
});

describe("the log", () => {
  test("has the server, and nothing of who called", async () => {
    const { tell, log, world } = bench({ screenPopUrl: "https://crm.example.com/{name}/{number}" });
    tell({ what: "ring", call: told() });
    world.hasBrowser = false;
    tell({ what: "ring", call: told({ id: "b" }) });
    await settled();
    expect(log.text()).toContain('"screen-pop.opened","host":"crm.example.com"');
    expect(log.text()).toContain('"screen-pop.failed","host":"crm.example.com"');
    expect(log.text()).not.toMatch(/Ada|4155550142|14155/);
  });
});

describe("trying it out", () => {
  test("opens the page of an example, or says why not", async () => {
    const { popper, opened, world } = bench();
    expect(await popper.tryOut(template)).toBeNull();
    expect(opened).toEqual(["https://crm.example.com/call/example-call?tel=%2B14155550142"]);
    expect(await popper.tryOut("http://crm.example.com/")).toMatchObject({ code: "screen-pop/not-https" });
    world.hasBrowser = false;
    expect(await popper.tryOut(template)).toMatchObject({ code: "screen-pop/no-browser" });
  });
});
