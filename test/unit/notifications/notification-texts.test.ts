import { expect, test } from "vitest";
import { messageTexts, summaryTexts, withoutMarkup } from "../../../src/notifications/notification-texts.ts";
import { message } from "./support.ts";

test("who wrote it, as people read it", () => {
  const title = (change: object) => messageTexts(message("1", change), true).title;
  expect(title({ name: "Ada Lovelace" })).toBe("Message from Ada Lovelace");
  expect(title({ number: "+442079460018" })).toBe("Message from +44 20 7946 0018");
  expect(title({ number: "102", isExtension: true })).toBe("Message from Extension 102");
  expect(title({ number: "28849" })).toBe("Message from 28849");
  expect(title({ number: "ACME" })).toBe("Message from ACME");
  expect(title({ number: "" })).toBe("Message from an unknown number");
});

test("long texts are cut between signs", () => {
  const body = (text: string) => messageTexts(message("1", { text }), true).body;
  expect(body("x".repeat(140))).toBe("x".repeat(140));
  expect(body("😀".repeat(141))).toBe(`${"😀".repeat(139)}…`);
  expect(body("")).toBe("Open it to read it.");
});

test.each([
  [null, "Open it to listen to it."],
  [0, "Length 0:00"],
  [75, "Length 1:15"],
  [3600, "Length 60:00"],
])("a voicemail of %s seconds", (seconds, body) => {
  expect(messageTexts(message("1", { kind: "voicemail", seconds }), false).body).toBe(body);
});

test("a summary names two senders", () => {
  const from = (...names: string[]) =>
    summaryTexts(
      4,
      names.map((name, id) => message(String(id), { name })),
    ).body;
  expect(from("Ada", "Ada", "Ada", "Ada")).toBe("From Ada.");
  expect(from("Ada", "Grace", "Ada", "Ada")).toBe("From Ada and Grace.");
  expect(from("Ada", "Grace", "Joan", "Mary")).toBe("From Ada, Grace and others.");
});

test("nobody's words are markup", () => {
  expect(withoutMarkup('<img src="x"> & <a href="y">')).toBe('&lt;img src="x"&gt; &amp; &lt;a href="y"&gt;');
  expect(withoutMarkup("&lt;")).toBe("&amp;lt;");
});
