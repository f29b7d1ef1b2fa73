import { describe, expect, test } from "vitest";
import { createInbox } from "../../../src/app/inbox.ts";

const never = (): void => {
  throw new Error("nothing was dropped");
};

describe("the inbox", () => {
  test("keeps links until somebody takes them, in order, once each", () => {
    const inbox = createInbox();
    const taken: string[] = [];
    inbox.receive("tel:101");
    inbox.receive("tel:102");
    inbox.connect((link) => taken.push(link), never);
    expect(taken).toEqual(["tel:101", "tel:102"]);
    inbox.receive("tel:103");
    expect(taken).toEqual(["tel:101", "tel:102", "tel:103"]);
  });

  test("keeps the same link twice when it was clicked twice", () => {
    const inbox = createInbox();
    const taken: string[] = [];
    inbox.receive("tel:101");
    inbox.receive("tel:101");
    inbox.connect((link) => taken.push(link), never);
    expect(taken).toEqual(["tel:101", "tel:101"]);
  });

  test("knows who opened each, where that is known", () => {
    const inbox = createInbox();
    const taken: [string, string | null][] = [];
    inbox.receive("tel:101", "chromium");
    inbox.connect((link, opener) => taken.push([link, opener]), never);
    inbox.receive("tel:102");
    expect(taken).toEqual([
      ["tel:101", "chromium"],
      ["tel:102", null],
    ]);
  });

  test("does not grow without end, and says how many links it has dropped", () => {
    const inbox = createInbox();
    const taken: string[] = [];
    const dropped: number[] = [];
    for (let count = 0; count < 10_000; count++) inbox.receive(`tel:${count}`);
    inbox.connect(
      (link) => taken.push(link),
      (count) => dropped.push(count),
    );
    expect(taken.length).toBeGreaterThanOrEqual(10);
    expect(taken.length).toBeLessThanOrEqual(1000);
    expect(taken[0]).toBe("tel:0");
    expect(dropped).toEqual([10_000 - taken.length]);
  });
});
