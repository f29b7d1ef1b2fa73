import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseStoredMessage } from "../../../src/notifications/stored-message.ts";
import { anyText } from "../support/text.ts";

/** An SMS as RingCentral's message store has it. */
const sms = {
  id: 1_724_000_123_004,
  uri: "https://platform.ringcentral.com/restapi/v1.0/account/1/extension/2/message-store/1724000123004",
  type: "SMS",
  direction: "Inbound",
  from: { phoneNumber: "+14155550142", name: "Ada Lovelace", location: "San Francisco, CA" },
  to: [{ phoneNumber: "+16505550100" }],
  subject: "Are you there?",
  creationTime: "2026-01-01T00:00:00.000Z",
  lastModifiedTime: "2026-01-01T00:00:00.000Z",
  readStatus: "Unread",
  messageStatus: "Received",
  availability: "Alive",
  conversationId: 7_000_000_000_000_000,
  conversation: { id: "7000000000000000" },
  attachments: [{ id: 1, type: "Text", contentType: "text/plain" }],
};

describe("a message", () => {
  test("an SMS", () => {
    expect(parseStoredMessage(sms)).toEqual({
      id: "1724000123004",
      kind: "text",
      inbound: true,
      unread: true,
      conversation: "7000000000000000",
      number: "+14155550142",
      isExtension: false,
      name: "Ada Lovelace",
      text: "Are you there?",
      seconds: null,
    });
  });

  test("one from an extension", () => {
    const pager = { ...sms, type: "Pager", from: { extensionNumber: "102" } };
    expect(parseStoredMessage(pager)).toMatchObject({
      kind: "text",
      number: "102",
      isExtension: true,
      name: null,
    });
  });

  test("a voicemail has a length, and its subject is nobody's words", () => {
    const attachments = [{ id: 1, type: "AudioRecording", vmDuration: 74.6 }, { type: "AudioTranscription" }];
    const voicemail = { ...sms, type: "VoiceMail", subject: "Voice Mail (74 seconds)", attachments };
    expect(parseStoredMessage(voicemail)).toMatchObject({ kind: "voicemail", text: "", seconds: 75 });
    for (const vmDuration of [undefined, "7", -1, Number.NaN, 1e9]) {
      const odd = { ...voicemail, attachments: [{ vmDuration }] };
      expect(parseStoredMessage(odd)).toMatchObject({ seconds: null });
    }
    expect(
      parseStoredMessage({ ...voicemail, conversation: undefined, conversationId: undefined }),
    ).toMatchObject({
      conversation: "1724000123004",
    });
  });

  test.each([
    [{ readStatus: "Read" }, false],
    [{ availability: "Deleted" }, false],
    [{ availability: "Purged" }, false],
    [{}, true],
  ])("%j: unread %s", (change, unread) => {
    expect(parseStoredMessage({ ...sms, ...change })).toMatchObject({ unread });
  });

  test("its text comes on one line and in bounds, whole signs only", () => {
    const text = (subject: string) => parseStoredMessage({ ...sms, subject })?.text;
    expect(text(" one\r\n\ttwo\u202e\u0000 ")).toBe("one two");
    expect(text("😀".repeat(600))).toBe("😀".repeat(500));
  });

  test.each([
    null,
    1,
    [],
    {},
    { ...sms, id: undefined },
    { ...sms, id: 1.5 },
    { ...sms, id: "../../x" },
    { ...sms, id: "x".repeat(65) },
    { ...sms, type: "Letter" },
    { ...sms, type: undefined },
  ])("is not one: %j", (message) => {
    expect(parseStoredMessage(message)).toBeNull();
  });

  test("never throws, and what comes out is plain", () => {
    const value = fc.oneof(fc.anything(), anyText(700));
    const message = fc.record(
      {
        id: fc.oneof(fc.nat(), value),
        type: fc.constantFrom("SMS", "Pager", "VoiceMail", "Fax"),
        from: fc.oneof(value, fc.record({ phoneNumber: value, name: value }, { requiredKeys: [] })),
        conversation: fc.oneof(value, fc.record({ id: value })),
        subject: value,
        attachments: fc.oneof(value, fc.array(fc.record({ vmDuration: value }))),
      },
      { requiredKeys: ["type", "id"] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), message), (data) => {
        const parsed = parseStoredMessage(data);
        if (parsed === null) return;
        expect(parsed.conversation).toMatch(/^[\w-]{1,64}$/);
        for (const text of [parsed.number, parsed.name ?? "", parsed.text]) {
          expect(text).not.toMatch(/\p{C}/u);
          expect([...text].length).toBeLessThanOrEqual(500);
        }
      }),
      { numRuns: 500 },
    );
  });
});
