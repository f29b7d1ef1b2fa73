import { expect, test } from "vitest";
import { badgeCount } from "../../../src/notifications/badge.ts";
import { createBench, missed, received } from "./support.ts";

test("missed calls and unread messages count until the phone is looked at", () => {
  const bench = createBench();
  bench.after(missed("a"));
  bench.after(missed("a"));
  bench.after(received("1"));
  bench.after(received("2"), { doNotDisturb: true });
  expect([bench.count, bench.calls]).toEqual([3, 2]);
  bench.after({ kind: "phone-focused" }, { phoneFocused: true });
  expect([bench.count, bench.calls]).toEqual([0, 2]);
  bench.after(received("1"));
  bench.after(missed("b"), { phoneFocused: true });
  expect(bench.count).toBe(0);
});

test("a message that was read counts no longer", () => {
  const bench = createBench();
  bench.after(received("1"));
  bench.after({ kind: "message-done", id: "9" });
  expect(bench.count).toBe(1);
  bench.after({ kind: "message-done", id: "1" });
  expect(bench.count).toBe(0);
});

test("two digits are enough", () => {
  const bench = createBench();
  for (let id = 0; id < 150; id++) bench.after(missed(String(id)));
  expect(bench.count).toBe(99);
  expect(badgeCount(bench.memory.badge)).toBe(99);
  bench.after({ kind: "missed-call-taken", id: "149" });
  expect(bench.count).toBe(99);
});
