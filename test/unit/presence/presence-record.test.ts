import fc from "fast-check";
import { expect, test } from "vitest";
import { dndStatuses } from "../../../src/presence/presence.ts";
import { parsePresenceRecord, presenceRecordFile } from "../../../src/presence/presence-record.ts";
import "../support/property-seed.ts";

const presence = fc.record({
  userStatus: fc.constantFrom("Available" as const, "Busy" as const, "Offline" as const),
  dndStatus: fc.constantFrom(...dndStatuses),
});

test("what is written is read again", () => {
  const record = fc.record({
    account: fc.string(),
    wish: presence,
    shown: fc.array(presence, { minLength: 1, maxLength: 10 }),
  });
  fc.assert(
    fc.property(record, (written) => {
      expect(parsePresenceRecord(presenceRecordFile(written))).toEqual(written);
    }),
  );
});

test.each([
  "",
  "null",
  "{",
  '{"version":1}',
  '{"version":2,"account":"a","wish":{"userStatus":"Busy"},"shown":[{"userStatus":"Busy"}]}',
  '{"version":1,"account":"a","wish":{"userStatus":"Gone"},"shown":[{"userStatus":"Busy"}]}',
  '{"version":1,"account":"a","wish":{"userStatus":"Busy"},"shown":[]}',
  '{"version":1,"account":"a","wish":{"userStatus":"Busy"},"shown":[{"userStatus":"Busy"},7]}',
  '{"version":1,"account":7,"wish":{"userStatus":"Busy"},"shown":[{"userStatus":"Busy"}]}',
])("%j is no record", (content) => {
  expect(parsePresenceRecord(content)).toBeNull();
});

test("no content makes it throw", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (content) => void parsePresenceRecord(content)));
});
