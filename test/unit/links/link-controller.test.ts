import { describe, expect, test } from "vitest";
import type { CallState } from "../../../src/calls/call-state.ts";
import type { ConfirmCallView, Notice } from "../../../src/ipc/channels.ts";
import { ARM_AFTER_MS, type Choice } from "../../../src/links/confirmation.ts";
import { createDialingRegion, type RegionRecord } from "../../../src/links/dialing-region.ts";
import type { DialRequest } from "../../../src/links/intent.ts";
import { createLinkController } from "../../../src/links/link-controller.ts";
import type { RejectReason } from "../../../src/links/reject-reason.ts";
import { defaultSettings, type Settings } from "../../../src/settings/settings.ts";
import type { LockedSettings } from "../../../src/settings/store.ts";
import type { WidgetCommand } from "../../../src/widget/messages.ts";
import { call, stateOf } from "../calls/support.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { createFakeScheduler, settled } from "../support/scheduler.ts";

function createBench(
  chosen: Partial<Pick<Settings, "trustedSources" | "blockedSources" | "linkAction" | "calledCountries">> & {
    readonly onCall?: boolean;
    /** Why no setting can be changed. */
    readonly refusal?: Notice;
    readonly locked?: LockedSettings;
    /** What the widget told at an earlier start; null where nobody has signed in yet. */
    readonly recalled?: RegionRecord | null;
  } = {},
) {
  let settings: Settings = { ...defaultSettings, ...chosen };
  const clock = createFakeScheduler();
  const log = createRecordingLog();
  const delivered: { readonly id: number; readonly command: WidgetCommand }[] = [];
  const copied: string[] = [];
  const redirects: string[] = [];
  const views: ConfirmCallView[] = [];
  let shown = 0;
  const ownPages: string[] = [];
  let heldChanges = 0;
  let forward = 0;
  const kept: (RegionRecord | null)[] = [];
  const ofSettings = {
    get: () => settings,
    locked: () => chosen.locked ?? {},
    set: (changes: Partial<Settings>) => {
      if (chosen.refusal !== undefined) return chosen.refusal;
      settings = { ...settings, ...changes };
      return null;
    },
  };
  const recalled: RegionRecord = { account: "digest of ann", country: "US", areaCode: "" };
  const region = createDialingRegion({
    settings: ofSettings,
    scheduler: clock,
    effects: {
      digest: (account) => `digest of ${account}`,
      recall: () => (chosen.recalled === undefined ? recalled : chosen.recalled),
      remember: (record) => kept.push(record),
      changed: () => links.regionChanged(),
    },
  });
  const links = createLinkController({
    productName: "Handset",
    schemes: { redirectScheme: "app.handset.desktop", linkScheme: "handset" },
    region,
    settings: ofSettings,
    onCall: () => chosen.onCall ?? false,
    scheduler: clock,
    log,
    effects: {
      deliver: (id, command) => delivered.push({ id, command }),
      copy: (text) => copied.push(text),
      showPhone: () => shown++,
      showOwnPage: (page) => ownPages.push(page),
      confirm: (view, comesForward) => {
        views.push(view);
        if (comesForward) forward++;
      },
      handleRedirect: (url) => redirects.push(url),
      heldChanged: () => heldChanges++,
    },
  });
  const answerFront = (choice: Choice): void => links.answer(links.view().card?.id ?? "none", choice);
  return {
    clock,
    links,
    region,
    kept,
    log,
    delivered,
    copied,
    redirects,
    views,
    answerFront,
    commands: () => delivered.map(({ command }) => command),
    shown: () => shown,
    ownPages,
    heldChanges: () => heldChanges,
    /** How often the window was brought forward. */
    forward: () => forward,
    settings: () => settings,
    /** The widget takes the last call and is ready for the next. */
    placed() {
      links.posted(delivered.at(-1)?.id ?? -1);
      links.setDialerReady(false);
      links.setDialerReady(true);
    },
    /** The widget has signed in, and has not yet told how the account dials. */
    loggedIn(account: string) {
      region.loggedIn(account);
      links.setSignedIn(true);
    },
    /** Signed in, with a dialer that takes calls. */
    ready() {
      links.setSignedIn(true);
      links.setDialerReady(true);
    },
  };
}

const outbound = (number: string): CallState =>
  stateOf(call("out", { direction: "outbound", phase: "dialing", number }));

/** The notices of the cards, front to back, while the user dismisses them all. */
function readNotices(bench: ReturnType<typeof createBench>): Notice[] {
  const notices: Notice[] = [];
  for (let card = bench.links.view().card; card !== null; card = bench.links.view().card) {
    if (card.kind === "refused") notices.push(card.notice);
    bench.answerFront("dismiss");
  }
  return notices;
}

describe("a link on a running, signed-in app", () => {
  test("is asked about, and dials only once the user says so", () => {
    const bench = createBench();
    bench.ready();
    bench.links.open("tel:+14155550123");
    expect(bench.commands()).toEqual([]);
    expect(bench.views.at(-1)?.card).toMatchObject({ kind: "confirm", number: "+1 415 555 0123" });

    bench.answerFront("accept");
    expect(bench.commands()).toEqual([
      { type: "rc-adapter-new-call", phoneNumber: "+14155550123", toCall: true },
    ]);
    expect(bench.shown()).toBe(1);
    expect(bench.views.at(-1)?.card).toBeNull();
  });

  test("does not dial when dismissed or copied", () => {
    const bench = createBench();
    bench.ready();
    bench.links.open("tel:+14155550123");
    bench.answerFront("copy");
    bench.answerFront("dismiss");
    expect(bench.copied).toEqual(["+14155550123"]);
    expect(bench.commands()).toEqual([]);
  });

  test("for a message opens the composer, with the text when there is one", () => {
    const bench = createBench();
    bench.ready();
    bench.links.open("sms:+14155550123?body=On my way");
    bench.answerFront("accept");
    bench.links.open("sms:+14155550124");
    bench.answerFront("accept");
    expect(bench.commands()).toEqual([
      { type: "rc-adapter-new-sms", phoneNumber: "+14155550123", text: "On my way" },
      { type: "rc-adapter-new-sms", phoneNumber: "+14155550124" },
    ]);
  });

  test("to a page goes there without a question", () => {
    const bench = createBench();
    bench.ready();
    bench.links.open("handset://history");
    expect(bench.commands()).toEqual([{ type: "rc-adapter-navigate-to", path: "/history" }]);
    expect(bench.shown()).toBe(1);
  });

  test("of a trusted source is dialled without a question, others still are asked about", () => {
    const bench = createBench({ trustedSources: ["link:tel"] });
    bench.ready();
    bench.links.open("tel:101");
    bench.links.open("callto:102");
    expect(bench.commands()).toMatchObject([{ phoneNumber: "101" }]);
    expect(bench.links.view()).toMatchObject({ card: { number: "Extension 102" }, waiting: 0 });
  });

  test("ten at once reach the dialer exactly once each, in order", () => {
    const bench = createBench();
    bench.ready();
    const numbers = Array.from({ length: 10 }, (_, index) => `10${index}`);
    for (const number of numbers) bench.links.open(`tel:${number}`);
    expect(bench.links.view().waiting).toBe(9);
    for (const _ of numbers) {
      bench.answerFront("accept");
      bench.placed();
    }
    expect(bench.commands()).toMatchObject(numbers.map((phoneNumber) => ({ phoneNumber })));
    expect(bench.links.view().card).toBeNull();
  });
});

describe("a link before the phone can dial", () => {
  test("waits for the sign-in, is named on the sign-in page, then asked about", () => {
    const bench = createBench();
    bench.links.open("tel:+14155550123");
    expect(bench.links.heldNumber()).toBe("+1 415 555 0123");
    expect(bench.heldChanges()).toBeGreaterThan(0);
    expect(bench.links.view().card).toBeNull();

    bench.links.setSignedIn(true);
    expect(bench.links.heldNumber()).toBeNull();
    expect(bench.views.at(-1)?.card).toMatchObject({ kind: "confirm" });
    expect(bench.commands()).toEqual([]);
  });

  test("of a trusted source is asked about when it had to wait for the sign-in", () => {
    const bench = createBench({ trustedSources: ["link:tel"] });
    bench.links.open("tel:101");
    bench.ready();
    expect(bench.commands()).toEqual([]);
    expect(bench.links.view().card).toMatchObject({ kind: "confirm" });
  });

  test("once confirmed waits for the dialer and survives a replaced page", () => {
    const bench = createBench();
    bench.links.setSignedIn(true);
    bench.links.open("tel:101");
    bench.answerFront("accept");
    expect(bench.commands()).toEqual([]);
    bench.links.setDialerReady(true);
    expect(bench.commands()).toHaveLength(1);

    bench.links.pageReplaced();
    bench.links.setDialerReady(true);
    expect(bench.commands()).toHaveLength(2);
    bench.links.posted(bench.delivered.at(-1)?.id ?? -1);
    bench.links.pageReplaced();
    bench.links.setDialerReady(true);
    expect(bench.commands()).toHaveLength(2);
  });

  test("is dropped with a word when the dialer is not there in two minutes", () => {
    const bench = createBench();
    bench.links.setSignedIn(true);
    bench.links.open("tel:101");
    bench.answerFront("accept");
    bench.clock.advance(119_000);
    expect(bench.links.view().card).toBeNull();
    bench.clock.advance(30_000);
    expect(bench.links.view().card).toMatchObject({
      kind: "refused",
      notice: { code: "link/dropped", title: expect.stringContaining("The call to Extension 101") },
    });
    bench.links.setDialerReady(true);
    expect(bench.commands()).toEqual([]);
    expect(bench.clock.waiting).toBe(0);
  });

  test("is not dropped silently when another one is confirmed at that moment", () => {
    const bench = createBench();
    bench.links.setSignedIn(true);
    bench.links.open("tel:101");
    bench.links.open("tel:102");
    bench.answerFront("accept");
    // Past the limit, but before the next sweep: adding the second call is what finds the first one late.
    bench.clock.advance(120_001);
    bench.answerFront("accept");
    expect(readNotices(bench).map(({ title }) => title)).toEqual([
      expect.stringContaining("The call to Extension 101 was dropped"),
    ]);
    bench.links.setDialerReady(true);
    expect(bench.commands()).toMatchObject([{ phoneNumber: "102" }]);
  });
});

describe("the confirmation window", () => {
  test("closed by the user dismisses what stood in it, not what waits for the sign-in", () => {
    const bench = createBench();
    bench.links.open("tel:101");
    bench.links.open("tel:ABC");
    bench.clock.advance(ARM_AFTER_MS);
    bench.links.dismissAll();
    expect(bench.links.view().card).toBeNull();
    expect(bench.links.heldNumber()).toBe("Extension 101");
    bench.links.setSignedIn(true);
    bench.clock.advance(ARM_AFTER_MS);
    bench.links.dismissAll();
    expect(bench.links.view().card).toBeNull();
    bench.links.dismissAll();
    expect(bench.commands()).toEqual([]);
  });

  test("closed at the moment it came forward comes again, for each card", () => {
    const bench = createBench();
    bench.ready();
    bench.links.open("tel:101");
    bench.links.open("tel:102");
    expect(bench.forward()).toBe(1);
    bench.clock.advance(ARM_AFTER_MS - 1);
    bench.links.dismissAll();
    expect(bench.forward()).toBe(2);
    expect(bench.links.view()).toMatchObject({ card: { number: "Extension 101" }, waiting: 1 });
    bench.answerFront("dismiss");
    bench.links.dismissAll();
    expect(bench.links.view().card).toMatchObject({ number: "Extension 102" });
    bench.clock.advance(ARM_AFTER_MS);
    bench.links.dismissAll();
    expect(bench.links.view().card).toBeNull();
  });

  test("an answer to a card that is gone dials nothing", () => {
    const bench = createBench();
    bench.ready();
    bench.links.open("tel:101");
    const { card } = bench.links.view();
    bench.answerFront("dismiss");
    bench.links.answer(card?.id ?? "", "accept");
    expect(bench.commands()).toEqual([]);
  });

  test("a notice gets a card of its own", () => {
    const bench = createBench();
    bench.links.tell({ code: "x/y", severity: "warning", title: "Something.", nextStep: "Do." });
    expect(bench.views.at(-1)?.card).toMatchObject({ kind: "refused", notice: { code: "x/y" } });
  });
});

test("links that came too early and were too many are counted, on a card and in the log", () => {
  const bench = createBench();
  bench.links.missed(9_900);
  expect(readNotices(bench)).toMatchObject([
    { code: "link/missed", title: "9900 links were dropped: too many came while Handset was starting." },
  ]);
  expect(bench.log.text()).toContain('"event":"link.dropped","count":9900,"because":"start"');
});

describe("bad links", () => {
  const bad: readonly (readonly [string, string, RejectReason])[] = [
    ["a tel: link with letters", "tel:1-800-FLOWERS", "has-letters"],
    ["a USSD code", "tel:*100%23", "service-code"],
    ["a call-forwarding code", "tel:**21*14155550123%23", "service-code"],
    ["100 digits", `tel:${"9".repeat(100)}`, "too-many-digits"],
    ["1 MB of junk", "x".repeat(1024 * 1024), "too-long"],
    ["1 MB of junk behind tel:", `tel:${"1".repeat(1024 * 1024)}`, "too-long"],
    ["a message to an emergency number", "sms:112", "not-writable"],
    ["a damaged link", "tel:%", "malformed"],
  ];

  test.each(bad)("%s is refused in words, dials nothing, and the next link works", (_, link, reason) => {
    const bench = createBench({ trustedSources: ["link:tel"] });
    bench.ready();
    bench.links.open(link);
    const { card } = bench.links.view();
    expect(card).toMatchObject({ kind: "refused", notice: { code: `link/${reason}` } });
    expect(JSON.stringify(card).length).toBeLessThan(1000);
    bench.answerFront("accept");
    expect(bench.commands()).toEqual([]);
    expect(bench.redirects).toEqual([]);

    bench.links.open("tel:101");
    expect(bench.commands()).toMatchObject([{ phoneNumber: "101" }]);
  });

  test.each(bad)("%s is refused at once on a signed-out app, too", (_, link, reason) => {
    const bench = createBench();
    bench.links.open(link);
    expect(bench.views.at(-1)?.card).toMatchObject({ kind: "refused", notice: { code: `link/${reason}` } });
    expect(bench.links.heldNumber()).toBeNull();
  });
});

describe("around it", () => {
  test("a redirect goes to the sign-in and nowhere else", () => {
    const bench = createBench();
    bench.ready();
    const url = "app.handset.desktop:/oauth/callback?code=abc&state=def";
    bench.links.open(url);
    expect(bench.redirects).toEqual([url]);
    expect(bench.links.view().card).toBeNull();
  });

  test("the log holds neither numbers nor codes", () => {
    const bench = createBench();
    bench.ready();
    bench.links.open("tel:+14155550123");
    bench.links.open("tel:415-CALL-NOW-5550123");
    bench.links.open("app.handset.desktop:/oauth/callback?code=U0pDMTFQMDFQ&state=def");
    expect(bench.log.lines).toHaveLength(3);
    expect(bench.log.text()).not.toMatch(/5550123|U0pDMTFQMDFQ/);
  });
});

describe("what belongs to one account stays with it", () => {
  test("a confirmed call that still waits at the sign-out is dropped in words, not dialled by the next account", () => {
    const bench = createBench();
    bench.links.setSignedIn(true);
    bench.links.open("tel:+14155550123");
    bench.answerFront("accept");
    bench.links.setSignedIn(false);
    expect(readNotices(bench).map(({ code }) => code)).toEqual(["link/dropped"]);
    bench.ready();
    expect(bench.commands()).toEqual([]);
  });

  test("a call that the page of one account never acknowledged is not dialled by the next", () => {
    const bench = createBench();
    bench.ready();
    bench.links.open("tel:+14155550123");
    bench.answerFront("accept");
    bench.links.setSignedIn(false);
    bench.links.pageReplaced();
    bench.ready();
    expect(bench.commands()).toHaveLength(1);
    expect(readNotices(bench).map(({ code }) => code)).toEqual(["link/dropped"]);
  });

  test("a page that a link asks for is shown when signed in, and nothing is kept when not", () => {
    const bench = createBench();
    bench.links.open("handset://open?page=history");
    expect(bench.shown()).toBe(1);
    bench.ready();
    expect(bench.commands()).toEqual([]);
    bench.links.open("handset://open?page=history");
    expect(bench.commands()).toEqual([{ type: "rc-adapter-navigate-to", path: "/history" }]);
  });

  test("of Handset's own is shown, signed in or not", () => {
    const bench = createBench();
    bench.links.open("handset://open?page=settings");
    bench.ready();
    bench.links.open("handset://open?page=diagnostics");
    expect([bench.ownPages, bench.shown(), bench.commands()]).toEqual([["settings", "diagnostics"], 0, []]);
  });
});

describe("the user's own requests", () => {
  const call = (written: string, source: DialRequest["source"]): DialRequest => ({
    kind: "call",
    written,
    text: null,
    source,
  });
  const commandLine = { kind: "command-line" } as const;

  test("of a trusted source are settled when the widget got them", async () => {
    const bench = createBench();
    bench.ready();
    const outcome = bench.links.request(call("(415) 555-0123 ext. 7", commandLine));
    expect(bench.commands()).toMatchObject([{ phoneNumber: "+14155550123*7", toCall: true }]);
    bench.links.posted(bench.delivered[0]?.id ?? -1);
    expect(await outcome).toEqual({ result: "posted", shown: "+1 415 555 0123 ext. 7" });
  });

  test("wait for the dialer, and say so after five seconds", async () => {
    const bench = createBench();
    bench.links.setSignedIn(true);
    const outcome = bench.links.request(call("101", commandLine));
    bench.clock.advance(5_000);
    expect(await outcome).toEqual({ result: "waiting", shown: "Extension 101", for: "dialer" });
    bench.links.setDialerReady(true);
    expect(bench.commands()).toHaveLength(1);
  });

  test("wait for the sign-in", async () => {
    const bench = createBench();
    const outcome = await bench.links.request(call("101", commandLine));
    expect(outcome).toEqual({ result: "waiting", shown: "Extension 101", for: "sign-in" });
    expect(bench.links.heldNumber()).toBe("Extension 101");
  });

  test("are dropped in words by a sign-out", async () => {
    const bench = createBench();
    bench.links.setSignedIn(true);
    const outcome = bench.links.request(call("101", commandLine));
    bench.links.setSignedIn(false);
    expect(await outcome).toMatchObject({ result: "dropped", notice: { code: "link/dropped" } });
  });

  test("of a shortcut are asked about", async () => {
    const bench = createBench();
    bench.ready();
    expect(await bench.links.request(call("101", { kind: "shortcut" }))).toEqual({
      result: "asked",
      shown: "Extension 101",
    });
    expect(bench.views.at(-1)?.card).toMatchObject({ source: "From a keyboard shortcut", blocks: null });
  });

  test("for an emergency number are asked about, whoever asks", async () => {
    const bench = createBench({ trustedSources: ["command-line", "clipboard"] });
    bench.ready();
    for (const source of [commandLine, { kind: "clipboard" } as const]) {
      expect(await bench.links.request(call("911", source))).toMatchObject({ result: "asked" });
    }
    expect(bench.commands()).toEqual([]);
  });

  test("that are no numbers are refused without a card", async () => {
    const bench = createBench();
    bench.ready();
    expect(await bench.links.request(call("CALL ME", commandLine))).toMatchObject({
      result: "refused",
      notice: {
        code: "link/has-letters",
        title: "The number in the command has letters in it: “CALLME”.",
      },
    });
    for (const kind of ["clipboard", "shortcut"] as const) {
      expect(await bench.links.request(call("CALL ME", { kind }))).toMatchObject({
        notice: { title: "The number in the text has letters in it: “CALLME”." },
      });
    }
    const message = { ...call("911", commandLine), kind: "message" } as const;
    expect(await bench.links.request(message)).toMatchObject({ notice: { code: "link/not-writable" } });
    expect(bench.links.view().card).toBeNull();
  });

  test("for a message carry its text", async () => {
    const bench = createBench();
    bench.ready();
    void bench.links.request({ kind: "message", written: "101", text: "Hi", source: commandLine });
    expect(bench.commands()).toEqual([{ type: "rc-adapter-new-sms", phoneNumber: "101", text: "Hi" }]);
  });

  test("call even where links only fill the dialer", () => {
    const bench = createBench({ linkAction: "dialer" });
    bench.ready();
    void bench.links.request(call("101", commandLine));
    expect(bench.commands()).toMatchObject([{ toCall: true }]);
  });
});

describe("the choices of the user and the administrator", () => {
  test("links can fill the dialer instead of calling", () => {
    const bench = createBench({ linkAction: "dialer" });
    bench.ready();
    bench.links.open("tel:101");
    expect(bench.views.at(-1)?.card).toMatchObject({ action: "dialer" });
    bench.answerFront("accept");
    expect(bench.commands()).toMatchObject([{ phoneNumber: "101", toCall: false }]);
  });

  test("a source that cannot be blocked, because a policy holds the list, is not said to be", () => {
    const refusal = {
      code: "settings/locked",
      severity: "warning",
      title: "Held.",
      nextStep: "Ask.",
    } as const;
    const bench = createBench({ refusal });
    bench.ready();
    bench.links.open("tel:101", "chromium");
    bench.answerFront("block");
    expect(readNotices(bench)).toEqual([refusal]);
    expect(bench.settings().blockedSources).toEqual([]);
  });

  test("a source that is blocked on its card is refused from then on, counted, and the rest is not", () => {
    const bench = createBench();
    bench.ready();
    bench.links.open("tel:101", "chromium");
    bench.answerFront("block");
    expect(bench.settings().blockedSources).toEqual(["link:tel:chromium"]);
    expect(readNotices(bench)).toMatchObject([
      { code: "link/blocked", title: "Tel: links from Chromium are not opened any more." },
    ]);

    const before = bench.views.length;
    bench.links.open("tel:102", "chromium");
    bench.links.open("tel:ABC", "chromium");
    expect(bench.views).toHaveLength(before);
    expect(bench.links.blockedCounts()).toEqual({ "link:tel:chromium": 2 });
    expect(bench.log.text()).toContain('"source":"link:tel:chromium","count":2');
    bench.links.open("tel:103", "firefox");
    expect(bench.views.at(-1)?.card).toMatchObject({ number: "Extension 103" });
    expect(bench.commands()).toEqual([]);
  });

  test("a source is trusted from its card on, when the card is accepted", () => {
    const bench = createBench();
    bench.ready();
    const answer = (choice: Choice) => bench.links.answer(bench.links.view().card?.id ?? "", choice, true);
    bench.links.open("tel:+14155550120", "chromium");
    answer("dismiss");
    bench.links.open("tel:+14155550121", "chromium");
    answer("text");
    expect(bench.settings().trustedSources).toEqual(["command-line"]);
    bench.links.open("tel:+14155550122", "chromium");
    answer("accept");
    expect(bench.settings().trustedSources).toEqual(["command-line", "link:tel:chromium"]);
    bench.placed();
    bench.links.open("tel:+14155550123", "chromium");
    expect(bench.commands().at(-1)).toMatchObject({ phoneNumber: "+14155550123" });
    // What is remarkable is asked about all the same, and so are other programs.
    for (const [link, program] of [
      ["tel:+19005550123", "chromium"],
      ["tel:+14155550124", "firefox"],
    ] as const) {
      bench.links.open(link, program);
      expect(bench.links.view().card).toMatchObject({ kind: "confirm" });
      bench.answerFront("dismiss");
    }
  });

  test("a source is not trusted from a card that does not offer it", () => {
    const bench = createBench({ locked: { trustedSources: "your organisation" } });
    bench.ready();
    bench.links.open("tel:+14155550123", "chromium");
    bench.links.answer(bench.links.view().card?.id ?? "", "accept", true);
    expect(bench.settings().trustedSources).toEqual(["command-line"]);
    expect(bench.commands()).toHaveLength(1);
  });

  test("a redirect is never blocked", () => {
    const bench = createBench({ blockedSources: ["link:app.handset.desktop"] });
    bench.links.open("app.handset.desktop:/oauth/callback?code=a&state=b", "chromium");
    expect(bench.redirects).toHaveLength(1);
  });

  test("a country is remarked on until it was called", () => {
    const bench = createBench();
    bench.ready();
    const remarks = () => {
      const { card } = bench.links.view();
      return card?.kind === "confirm" ? card.remarks.length : -1;
    };
    bench.links.open("tel:+4930123456");
    expect(remarks()).toBe(1);
    bench.answerFront("dismiss");
    expect(bench.settings().calledCountries).toEqual([]);
    bench.links.open("tel:+4930123456");
    bench.answerFront("accept");
    // It may still be dropped from the queue, or only stand in the dialer.
    expect(bench.settings().calledCountries).toEqual([]);
    bench.links.callsChanged(outbound("+4930123456"));
    expect(bench.settings().calledCountries).toEqual(["DE"]);
    bench.links.open("tel:+4930123457");
    expect(remarks()).toBe(0);
  });

  test("a number that only goes into the dialer does not count as called", () => {
    const bench = createBench({ linkAction: "dialer" });
    bench.ready();
    bench.links.open("tel:+4930123456");
    bench.answerFront("accept");
    expect(bench.settings().calledCountries).toEqual([]);
  });

  test("a trusted link does not interrupt a call by itself", () => {
    const bench = createBench({ trustedSources: ["link:tel"], onCall: true });
    bench.ready();
    bench.links.open("tel:101");
    expect(bench.commands()).toEqual([]);
    expect(bench.views.at(-1)?.card).toMatchObject({
      remarks: [{ text: "You are on a call. Calling puts it on hold." }],
    });
  });
});

describe("a message to several", () => {
  test("names each recipient and comes with its text once", () => {
    const bench = createBench();
    bench.ready();
    bench.links.open("sms:101,102?body=Hi");
    expect(bench.views.at(-1)?.card).toMatchObject({ number: "Extension 101", others: ["Extension 102"] });
    bench.answerFront("accept");
    expect(bench.commands()).toEqual([
      { type: "rc-adapter-new-sms", phoneNumber: "101", recipient: { name: "Extension 101" } },
      { type: "rc-adapter-new-sms", phoneNumber: "102", recipient: { name: "Extension 102" }, text: "Hi" },
    ]);
    expect(new Set(bench.delivered.map(({ id }) => id)).size).toBe(1);
  });
});

describe("a link that waits for the sign-in", () => {
  test("is dropped with a word after two minutes", () => {
    const bench = createBench();
    bench.links.open("tel:101");
    bench.clock.advance(119_000);
    expect(bench.links.heldNumber()).toBe("Extension 101");
    bench.clock.advance(20_000);
    expect(bench.links.heldNumber()).toBeNull();
    expect(readNotices(bench).map(({ title }) => title)).toEqual([
      "The call to Extension 101 was dropped: nobody signed in within two minutes.",
    ]);
    expect(bench.clock.waiting).toBe(0);
    bench.ready();
    expect(bench.links.view().card).toBeNull();
  });
});

describe("ten thousand links of a trusted source", () => {
  test("each reach the widget once, in order, and nothing is kept", () => {
    const bench = createBench({ trustedSources: ["link:tel"], linkAction: "dialer" });
    bench.ready();
    const numbers = Array.from({ length: 10_000 }, (_, index) => String(100_000 + index));
    for (const number of numbers) bench.links.open(`tel:${number}`);
    expect(bench.delivered.map(({ command }) => Reflect.get(command, "phoneNumber"))).toEqual(numbers);
    for (const { id } of bench.delivered) bench.links.posted(id);
    bench.links.pageReplaced();
    bench.links.setDialerReady(true);
    expect(bench.delivered).toHaveLength(10_000);
  });
});

describe("a number without a country code", () => {
  const confirmed = (bench: ReturnType<typeof createBench>) => {
    const { card } = bench.links.view();
    return card?.kind === "confirm" ? card : null;
  };

  test("is completed at a cold start by the area code of the last one", () => {
    const bench = createBench({
      recalled: { account: "digest of ann", country: "US", areaCode: "415" },
    });
    bench.links.open("tel:555-0123");
    expect(bench.links.view().card).toBeNull();
    expect(bench.links.heldNumber()).toBe("+1 415 555 0123");
    bench.loggedIn("ann");
    expect(confirmed(bench)?.number).toBe("+1 415 555 0123");
  });

  test("waits, before the first sign-in, for the country of the account, and its emergency numbers are known", () => {
    const bench = createBench({ recalled: null });
    bench.links.open("tel:030 1234567");
    bench.links.open("tel:110");
    bench.links.open("tel:+14155550123");
    expect(bench.links.heldNumber()).toBe("030 1234567");
    bench.loggedIn("ann");
    // What means the same everywhere need not wait.
    expect(confirmed(bench)?.number).toBe("+1 415 555 0123");
    bench.answerFront("dismiss");
    expect(bench.links.view().card).toBeNull();

    bench.region.told({ country: "DE", areaCode: "" });
    expect(confirmed(bench)?.number).toBe("+49 30 1234567");
    bench.answerFront("dismiss");
    expect(confirmed(bench)).toMatchObject({ number: "110", remarks: [{ severity: "error" }] });
    bench.answerFront("accept");
    expect(bench.settings().region).toBe("DE");
  });

  test("is refused only when the account is known to have no area code, and not for good", () => {
    const bench = createBench({ recalled: null });
    bench.links.open("tel:555-0123");
    bench.links.open("tel:555-0123");
    expect(bench.links.view().card).toBeNull();
    expect(bench.links.heldNumber()).toBe("555-0123");
    bench.loggedIn("ann");
    expect(bench.links.view().card).toBeNull();
    bench.region.told({ country: "US", areaCode: "" });
    expect(bench.links.view()).toMatchObject({
      card: { kind: "refused", notice: { code: "link/no-area-code" } },
      waiting: 0,
    });
    bench.region.told({ country: "US", areaCode: "415" });
    expect(confirmed(bench)?.number).toBe("+1 415 555 0123");
  });

  test("is not read in the country of another account", () => {
    const bench = createBench({ recalled: { account: "digest of bob", country: "US", areaCode: "212" } });
    bench.links.open("tel:555-0123");
    bench.loggedIn("ann");
    expect(bench.links.view().card).toBeNull();
    bench.region.told({ country: "US", areaCode: "415" });
    expect(confirmed(bench)?.number).toBe("+1 415 555 0123");
    expect(bench.kept).toEqual([null, { account: "digest of ann", country: "US", areaCode: "415" }]);
  });

  test("is read in the country of the settings where the account says nothing for five seconds", () => {
    const bench = createBench({ recalled: null });
    bench.loggedIn("ann");
    bench.links.open("tel:415-555-0123");
    bench.clock.advance(4_999);
    expect(bench.links.view().card).toBeNull();
    bench.clock.advance(1);
    expect(confirmed(bench)?.number).toBe("+1 415 555 0123");
  });

  test("is dialled for no trusted source before the country is known", () => {
    const bench = createBench({ recalled: null, trustedSources: ["link:tel"] });
    bench.loggedIn("ann");
    bench.links.setDialerReady(true);
    bench.links.open("tel:0301234567");
    bench.region.told({ country: "DE", areaCode: "" });
    expect(bench.commands()).toEqual([]);
    expect(confirmed(bench)?.number).toBe("+49 30 1234567");
  });

  test("that reads otherwise than before is a card of its own, which no answer to the old one meets", () => {
    const bench = createBench({ recalled: { account: "digest of ann", country: "US", areaCode: "212" } });
    bench.loggedIn("ann");
    bench.links.setDialerReady(true);
    bench.links.open("tel:555-0123");
    const { card } = bench.links.view();
    bench.region.told({ country: "US", areaCode: "415" });
    bench.links.answer(card?.id ?? "", "accept");
    expect(bench.commands()).toEqual([]);
    expect(confirmed(bench)?.number).toBe("+1 415 555 0123");
  });

  test("that somebody typed is dialled when the country is known", async () => {
    const bench = createBench({ recalled: null });
    bench.loggedIn("ann");
    bench.links.setDialerReady(true);
    const source = { kind: "command-line" } as const;
    const outcome = bench.links.request({ kind: "call", written: "555-0123", text: null, source });
    bench.region.told({ country: "US", areaCode: "415" });
    await settled();
    bench.links.posted(bench.delivered[0]?.id ?? -1);
    expect(await outcome).toEqual({ result: "posted", shown: "+1 415 555 0123" });
  });

  test("that somebody typed before the sign-in waits for it", async () => {
    const bench = createBench({ recalled: null });
    const source = { kind: "command-line" } as const;
    const outcome = await bench.links.request({ kind: "call", written: "555-0123", text: null, source });
    expect(outcome).toEqual({ result: "waiting", shown: "555-0123", for: "sign-in" });
    bench.clock.advance(130_000);
    expect(readNotices(bench).map(({ title }) => title)).toEqual([
      "The request for 555-0123 was dropped: nobody signed in within two minutes.",
    ]);
  });

  test("is read anew after a sign-out, which forgets how the account dials", () => {
    const bench = createBench({ recalled: { account: "digest of ann", country: "US", areaCode: "415" } });
    bench.loggedIn("ann");
    bench.links.open("tel:555-0123");
    bench.links.setSignedIn(false);
    expect(bench.kept).toEqual([null]);
    expect(bench.links.heldNumber()).toBe("555-0123");
  });
});
