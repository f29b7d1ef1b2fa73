import { describe, expect, test } from "vitest";
import { createInbox } from "../../../src/app/inbox.ts";

describe("the inbox", () => {
  test("keeps links until somebody takes them, in order, once each", () => {
    const inbox = createInbox();
    const taken: string[] = [];
    inbox.receive("tel:101");
    inbox.receive("tel:102");
    inbox.connect((link) => taken.push(link));
    expect(taken).toEqual(["tel:101", "tel:102"]);
    inbox.receive("tel:103");
    expect(taken).toEqual(["tel:101", "tel:102", "tel:103"]);
  });

  test("keeps the same link twice when it was clicked twice", () => {
    const inbox = createInbox();
    const taken: string[] = [];
    inbox.receive("tel:101");
    inbox.receive("tel:101");
    inbox.connect((link) => taken.push(link));
    expect(taken).toEqual(["tel:101", "tel:101"]);
  });

  test("knows who opened each, where that is known", () => {
    const inbox = createInbox();
    const taken: [string, string | null][] = [];
    inbox.receive("tel:101", "chromium");
    inbox.connect((link, opener) => taken.push([link, opener]));
    inbox.receive("tel:102");
    expect(taken).toEqual([
      ["tel:101", "chromium"],
      ["tel:102", null],
    ]);
  });

  test("does not grow without end", () => {
    const inbox = createInbox();
    const taken: string[] = [];
    for (let count = 0; count < 10_000; count++) inbox.receive(`tel:${count}`);
    inbox.connect((link) => taken.push(link));
    expect(taken.length).toBeGreaterThanOrEqual(10);
    expect(taken.length).toBeLessThanOrEqual(1000);
    expect(taken[0]).toBe("tel:0");
  });
});
