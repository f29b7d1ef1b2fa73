import { expect, test } from "vitest";
import { type Source, sourceKey } from "../../../src/links/intent.ts";
import { blockedLinks, describeSource, isListed } from "../../../src/links/source.ts";

const link = (program: string | null, scheme = "tel"): Source => ({ kind: "link", scheme, program });

test.each([
  [link(null), "link:tel", "From a link (tel:) in another program or a web page", "tel: links"],
  [
    link("chromium"),
    "link:tel:chromium",
    "From a link (tel:) on a web page in Chromium",
    "tel: links from Chromium",
  ],
  [
    link("thunderbird", "sms"),
    "link:sms:thunderbird",
    "From a link (sms:) in Thunderbird",
    "sms: links from Thunderbird",
  ],
  [link("crm-tool"), "link:tel:crm-tool", "From a link (tel:) in crm-tool", "tel: links from crm-tool"],
  [
    link("constructor"),
    "link:tel:constructor",
    "From a link (tel:) in constructor",
    "tel: links from constructor",
  ],
  [{ kind: "command-line" }, "command-line", "From the command line", null],
  [{ kind: "shortcut" }, "shortcut", "From a keyboard shortcut", null],
  [{ kind: "clipboard" }, "clipboard", "Chosen in Handset", null],
] as const)("%j", (source, key, described, blocks) => {
  expect(sourceKey(source)).toBe(key);
  expect(describeSource(source)).toBe(described);
  expect(blockedLinks(source)).toBe(blocks);
});

test("a list covers a program by its own key and by its scheme's", () => {
  expect(isListed(link("chromium"), ["link:tel:chromium"])).toBe(true);
  expect(isListed(link("chromium"), ["link:tel"])).toBe(true);
  expect(isListed(link("chromium"), ["link:sms", "link:tel:firefox", "link", "chromium"])).toBe(false);
  expect(isListed(link(null), ["link:tel:chromium"])).toBe(false);
  expect(isListed({ kind: "shortcut" }, ["link:shortcut", "shortcut"])).toBe(true);
});
