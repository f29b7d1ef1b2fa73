import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Notice } from "../../../src/ipc/channels.ts";
import type { Happening } from "../../../src/notifications/happening.ts";
import { nextLook, UNREACHABLE_AFTER_MS } from "../../../src/notifications/notification-model.ts";
import { createBench, lookingAway, missed, received } from "./support.ts";

const { now, settings } = lookingAway;
const notice = (code: string): Notice => ({
  code,
  severity: "warning",
  title: `The reason is ${code}.`,
  nextStep: "Wait a little.",
});
const cut = (code: string): Happening => ({ kind: "cannot-be-called", reason: notice(code) });
const look: Happening = { kind: "look" };

describe("a missed call", () => {
  test("is told once, opens the history and can be called back", () => {
    const bench = createBench();
    bench.after(missed("a"));
    bench.after(missed("a"));
    expect(bench.shown).toEqual([
      {
        id: "missed:a",
        title: "Missed call",
        body: "Ada Lovelace, +1 415 555 0142",
        urgency: "normal",
        silent: false,
        click: { do: "open", path: "/history" },
        buttons: [{ label: "Call back", action: { do: "call-back", number: "+14155550142" } }],
      },
    ]);
  });

  test("of a withheld number cannot be called back", () => {
    const bench = createBench();
    bench.after({ kind: "missed-call", id: "a", number: "", name: null, at: now });
    expect(bench.shown[0]).toMatchObject({ body: "The caller withheld the number", buttons: [] });
  });

  test("takes the place of its own ringing", () => {
    const bench = createBench();
    bench.after({ kind: "incoming-call", id: "a", number: "102", name: null, queue: "Sales" });
    expect(bench.shown[0]).toMatchObject({ body: "Extension 102, through Sales", urgency: "critical" });
    expect(bench.titles).toEqual(["Incoming call"]);
    bench.after({ kind: "incoming-call-over", id: "a" });
    bench.after(missed("a"));
    expect(bench.titles).toEqual(["Missed call"]);
  });

  test("that is heard of late is counted only", () => {
    const bench = createBench();
    bench.after(missed("old", now - 11 * 60_000));
    bench.after(missed("new", now - 9 * 60_000));
    expect(bench.shown.map(({ id }) => id)).toEqual(["missed:new"]);
    expect(bench.count).toBe(2);
  });
});

describe("an incoming call", () => {
  const ring: Happening = { kind: "incoming-call", id: "a", number: "102", name: null, queue: null };

  test.each([{ popupUp: true }, { phoneFocused: true }, { doNotDisturb: true }])(
    "is not told: %j",
    (change) => {
      const bench = createBench();
      bench.after(ring, change);
      expect(bench.shown).toEqual([]);
    },
  );

  test("goes when it rings no longer", () => {
    const bench = createBench();
    bench.after(ring);
    bench.after({ kind: "incoming-call-over", id: "a" });
    expect(bench.titles).toEqual([]);
  });
});

describe("messages", () => {
  test("open their conversation, voicemails and faxes their lists", () => {
    const bench = createBench();
    bench.after(received("1"));
    bench.after(received("2", { kind: "voicemail", text: "" }));
    bench.after(received("3", { kind: "fax", text: "" }));
    expect(bench.shown.map(({ click }) => click)).toEqual([
      { do: "open", path: "/conversations/c1" },
      { do: "open", path: "/messages/voicemail" },
      { do: "open", path: "/messages/fax" },
    ]);
  });

  test("keep their text where previews are off", () => {
    const bench = createBench();
    bench.after(received("1", { text: "secret" }), {
      settings: { ...settings, notificationPreviews: false },
    });
    expect(JSON.stringify(bench.shown)).not.toContain("secret");
    expect(bench.titles).toEqual(["Message from +1 415 555 0141"]);
  });

  test("up to three stand side by side, then one for all", () => {
    const bench = createBench();
    for (const id of ["1", "2", "3"]) bench.after(received(id));
    expect(bench.titles).toHaveLength(3);
    bench.after(received("4"));
    expect(bench.titles).toEqual(["4 new messages"]);
    bench.after(received("5"));
    expect(bench.titles).toEqual(["5 new messages"]);
    expect(bench.shown.at(-1)?.click).toEqual({ do: "open", path: "/messages" });
  });

  test("a pause ends the burst", () => {
    const bench = createBench();
    for (const [index, id] of ["1", "2", "3", "4", "5"].entries()) {
      bench.after(received(id), { now: now + index * 10_001 });
    }
    expect(bench.titles).toHaveLength(5);
  });

  test("that were read go from the screen, and the summary with the last of them", () => {
    const bench = createBench();
    bench.after(received("1"));
    bench.after({ kind: "message-done", id: "1" });
    expect(bench.titles).toEqual([]);
    for (const id of ["2", "3", "4"]) bench.after(received(id));
    expect(bench.titles).toEqual(["4 new messages"]);
    for (const id of ["2", "3"]) bench.after({ kind: "message-done", id });
    expect(bench.titles).toEqual(["4 new messages"]);
    bench.after({ kind: "message-done", id: "4" });
    expect(bench.titles).toEqual([]);
    expect(bench.count).toBe(0);
  });
});

describe("what is switched off", () => {
  test.each([
    ["notifyMissedCalls", missed("a")],
    ["notifyMessages", received("1")],
    ["notifyMessages", received("1", { kind: "fax" })],
    ["notifyVoicemails", received("1", { kind: "voicemail" })],
  ] as const)("%s", (name, happening) => {
    const bench = createBench();
    bench.after(happening, { settings: { ...settings, [name]: false } });
    expect(bench.shown).toEqual([]);
    expect(bench.count).toBe(1);
  });
});

describe("you cannot be called", () => {
  test("is told after half a minute, once for each cause", () => {
    const bench = createBench();
    bench.after(cut("network"));
    expect(nextLook(bench.memory)).toBe(now + UNREACHABLE_AFTER_MS);
    bench.after(look, { now: now + UNREACHABLE_AFTER_MS - 1 });
    expect(bench.shown).toEqual([]);
    bench.after(look, { now: now + UNREACHABLE_AFTER_MS });
    expect(bench.shown).toHaveLength(1);
    expect(bench.shown[0]).toMatchObject({
      title: "You cannot be called right now",
      body: "The reason is network. Wait a little.",
    });
    expect(nextLook(bench.memory)).toBeNull();
    for (const code of ["network", "microphone", "network", "microphone"]) {
      bench.after(cut(code), { now: now + UNREACHABLE_AFTER_MS + 1 });
    }
    expect(bench.shown.map(({ body }) => body)).toEqual([
      "The reason is network. Wait a little.",
      "The reason is microphone. Wait a little.",
    ]);
    expect(bench.titles).toHaveLength(1);
  });

  test("a short cut is nobody's concern", () => {
    const bench = createBench();
    bench.after(cut("network"));
    bench.after({ kind: "can-be-called" }, { now: now + UNREACHABLE_AFTER_MS - 1 });
    bench.after(cut("network"), { now: now + UNREACHABLE_AFTER_MS });
    bench.after(look, { now: now + UNREACHABLE_AFTER_MS + 1 });
    expect(bench.shown).toEqual([]);
  });

  test("its end is told to who was told of it, and it can be told again", () => {
    const bench = createBench();
    bench.after(cut("network"));
    bench.after(look, { now: now + UNREACHABLE_AFTER_MS });
    bench.after({ kind: "can-be-called" }, { now: now + 60_000 });
    expect(bench.titles).toEqual(["You can be called again"]);
    bench.after(cut("network"), { now: now + 70_000 });
    bench.after(look, { now: now + 70_000 + UNREACHABLE_AFTER_MS });
    expect(bench.titles).toEqual(["You cannot be called right now"]);
  });

  test("waits for the end of do not disturb, and heeds the setting", () => {
    const bench = createBench();
    const later = { now: now + UNREACHABLE_AFTER_MS };
    bench.after(cut("network"));
    bench.after(look, { ...later, doNotDisturb: true });
    bench.after(look, { ...later, settings: { ...settings, notifyUnreachable: false } });
    expect(bench.shown).toEqual([]);
    bench.after(look, later);
    expect(bench.shown).toHaveLength(1);
  });
});

describe("a warning", () => {
  const warn = (code: string | null): Happening => ({
    kind: "warning",
    notice: code === null ? null : notice(code),
  });

  test("is told once, and again when it comes back", () => {
    const bench = createBench();
    for (const code of ["ends", "ends", null, "ends"]) bench.after(warn(code));
    expect(bench.shown).toHaveLength(2);
    bench.after(warn(null));
    expect(bench.titles).toEqual([]);
  });

  test("waits for the end of do not disturb", () => {
    const bench = createBench();
    bench.after(warn("ends"), { doNotDisturb: true });
    expect(bench.shown).toEqual([]);
    bench.after(look);
    expect(bench.titles).toEqual(["The reason is ends."]);
  });
});

test("a sign-out clears the screen and the count, but not what was seen", () => {
  const bench = createBench();
  bench.after(received("1"));
  bench.after(cut("network"));
  bench.after({ kind: "signed-out" });
  expect([bench.titles, bench.count, nextLook(bench.memory)]).toEqual([[], 0, null]);
  bench.after(received("1"));
  expect([bench.titles, bench.count]).toEqual([[], 0]);
});

test("whatever happens, nothing is told twice, and nothing but a warning's wait breaks do not disturb", () => {
  const id = fc.constantFrom("1", "2", "3", "4", "5", "6");
  const happening: fc.Arbitrary<Happening> = fc.oneof(
    id.map((one) => received(one)),
    id.map((one) => missed(one)),
    id.map((one): Happening => ({ kind: "message-done", id: one })),
    id.map((one): Happening => ({ kind: "incoming-call", id: one, number: "102", name: null, queue: null })),
    id.map((one): Happening => ({ kind: "incoming-call-over", id: one })),
    id.map((one) => cut(one)),
    fc.constantFrom<Happening>({ kind: "can-be-called" }, { kind: "phone-focused" }, look),
  );
  const step = fc.tuple(happening, fc.boolean(), fc.boolean(), fc.boolean(), fc.nat(20_000));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const bench = createBench();
      let at = now;
      for (const [what, doNotDisturb, phoneFocused, popupUp, ms] of steps) {
        at += ms;
        const before = bench.shown.length;
        bench.after(what, { now: at, doNotDisturb, phoneFocused, popupUp });
        if (doNotDisturb) expect(bench.shown.length).toBe(before);
        if (what.kind === "phone-focused") expect(bench.count).toBe(0);
      }
      const singles = bench.shown
        .map((each) => each.id)
        .filter((each) => /^(missed|incoming|message):/.test(each));
      expect(new Set(singles).size).toBe(singles.length);
      expect(bench.count).toBeLessThanOrEqual(12);
    }),
  );
});
