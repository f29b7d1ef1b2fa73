import { expect, test } from "vitest";
import { refusalNotice } from "../../../src/links/refusal.ts";
import type { RejectReason } from "../../../src/links/reject-reason.ts";

/** Complete by its type: a reason without words does not compile. */
const reasons: Record<RejectReason, true> = {
  "too-long": true,
  malformed: true,
  "no-number": true,
  "has-letters": true,
  "service-code": true,
  "too-many-digits": true,
  "not-a-number": true,
  "no-area-code": true,
  "several-numbers": true,
  "tones-after-number": true,
  "foreign-context": true,
  "mandatory-parameter": true,
  "sip-name": true,
  "too-many-recipients": true,
  "not-writable": true,
  "unknown-action": true,
};

test("every reason has a sentence of its own and a way on", () => {
  const notices = Object.keys(reasons).map((reason) => refusalNotice(reason as RejectReason));
  expect(new Set(notices.map(({ title }) => title)).size).toBe(notices.length);
  expect(new Set(notices.map(({ code }) => code)).size).toBe(notices.length);
  for (const { title, nextStep, severity } of notices) {
    expect(title).toMatch(/^[A-Z].*\.$/);
    expect(nextStep).toMatch(/^[A-Z].*\.$/);
    expect(severity).toBe("warning");
  }
});

test("a text that was selected is not called a link", () => {
  for (const reason of Object.keys(reasons)) {
    const { title, nextStep } = refusalNotice(reason as RejectReason, "a $& link", "text");
    expect(`${title} ${nextStep}`.replace("a $& link", "")).not.toMatch(/\blink\b/);
    expect(title).toMatch(/^[A-Z].*\.$/);
  }
  expect(refusalNotice("has-letters", "a $& link", "text").title).toBe(
    "The number in the text has letters in it: “a $& link”.",
  );
});

test("the piece to blame is named", () => {
  expect(refusalNotice("has-letters", "FLOWERS").title).toBe(
    "The number in the link has letters in it: “FLOWERS”.",
  );
  expect(refusalNotice("too-many-recipients", "11").title).toBe(
    "The link is for a message to 11 numbers at once.",
  );
  const titles = Object.keys(reasons).map((reason) => refusalNotice(reason as RejectReason, "PART").title);
  for (const title of titles) expect(title).toMatch(/^[A-Z].*\.$/);
  expect(titles.filter((title) => title.includes("PART")).length).toBeGreaterThan(titles.length / 2);
});
