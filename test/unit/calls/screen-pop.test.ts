import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  exampleCall,
  MAX_TEMPLATE,
  type PopValues,
  parseScreenPop,
  popPlaceholders,
  popValue,
  screenPopUrl,
} from "../../../src/calls/screen-pop.ts";
import { anyText } from "../support/text.ts";

const noValues: PopValues = { number: "", e164: "", name: "", queue: "", callId: "", direction: "" };

/** The address, or the code of the refusal. */
function popped(template: string, values: Partial<PopValues> = {}): string {
  const read = parseScreenPop(template);
  return read.ok ? screenPopUrl(read.template, { ...noValues, ...values }) : read.notice.code;
}

describe("a template", () => {
  test.each([
    ["https://crm.example.com/", "https://crm.example.com/"],
    ["  https://crm.example.com/call?tel={e164}  ", "https://crm.example.com/call?tel=%2B14155550142"],
    [
      "HTTPS://CRM.example.com:8443/c/{number}/{name}?q={queue}&d={direction}#id={callId}",
      "https://crm.example.com:8443/c/%2B14155550142/Ada%20Lovelace?q=Sales&d=inbound#id=example-call",
    ],
    ["https://crm.example.com?tel={number}", "https://crm.example.com?tel=%2B14155550142"],
    [
      "https://crm.example.com/#/contacts/{number}?x={name}",
      "https://crm.example.com/#/contacts/%2B14155550142?x=Ada%20Lovelace",
    ],
    [
      "https://crm.example.com/a?x={number}{number}&x=%41",
      "https://crm.example.com/a?x=%2B14155550142%2B14155550142&x=%41",
    ],
  ])("%s is filled in", (template, address) => {
    expect(popped(template, exampleCall)).toBe(address);
  });

  test.each([
    ["", "not-https"],
    ["crm.example.com/{number}", "not-https"],
    ["http://crm.example.com/{number}", "not-https"],
    ["javascript:alert({name})", "not-https"],
    ["file:///etc/{name}", "not-https"],
    ["https://{name}.example.com/", "placeholder-in-host"],
    ["https://crm.example.com{number}/", "placeholder-in-host"],
    ["https://crm.example.com:{number}/", "placeholder-in-host"],
    ["https://{number}", "placeholder-in-host"],
    ["https://ann:secret@crm.example.com/", "user-in-address"],
    ["https://crm.example.com@evil.example/", "user-in-address"],
    ["https://crm.example.com\\@evil.example/", "strange-characters"],
    ["https://crm.example.com/a b", "strange-characters"],
    ["https://crm.example.com/\u202e", "strange-characters"],
    ["https://crm.example.com/{phone}", "unknown-placeholder"],
    ["https://crm.example.com/{constructor}", "unknown-placeholder"],
    ["https://crm.example.com/{Number}", "unknown-placeholder"],
    ["https://crm.example.com/{}", "unknown-placeholder"],
    ["https://crm.example.com/{number", "brace"],
    ["https://crm.example.com/number}", "brace"],
    ["https://crm.example.com/{{number}}", "brace"],
    ["https://crm.example.com/%{number}", "percent"],
    ["https://crm.example.com/%2{number}", "percent"],
    ["https://crm.example.com/?x=100%", "percent"],
    ["https://crm.example.com/a/../{number}", "dot-segment"],
    ["https://crm.example.com/.{name}/b", "dot-segment"],
    ["https://crm.example.com/{name}%2E", "dot-segment"],
    ["https://crm.example.com/?{number}", "placeholder-as-name"],
    ["https://crm.example.com/?a=1&{name}=2", "placeholder-as-name"],
    ["https://", "not-an-address"],
    ["https:///{number}", "not-an-address"],
    ["https://%63rm.example.com/", "not-an-address"],
    ["https://crm.example.com:99999/", "not-an-address"],
    [`https://crm.example.com/${"a".repeat(MAX_TEMPLATE)}`, "too-long"],
  ])("%s is refused: %s", (template, code) => {
    expect(popped(template)).toBe(`screen-pop/${code}`);
  });

  test("with an unknown placeholder is refused by its name, and with those there are", () => {
    const read = parseScreenPop("https://crm.example.com/{phone}");
    expect(read.ok ? "" : read.notice.title).toContain("{phone}");
    for (const name of popPlaceholders) expect(read.ok ? "" : read.notice.nextStep).toContain(`{${name}}`);
  });

  test("can be any text: it is read or refused in words, and nothing throws", () => {
    const part = fc.oneof(
      anyText(),
      fc.constantFrom(
        "https://",
        "crm.example.com",
        "/",
        "?",
        "#",
        "&",
        "=",
        "{number}",
        "{",
        "}",
        "..",
        "%2e",
        "@",
      ),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const read = parseScreenPop(parts.join(""));
        if (!read.ok) expect(read.notice.nextStep).not.toBe("");
        else expect(new URL(screenPopUrl(read.template, exampleCall)).origin).toBe(read.template.origin);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("whatever the caller is called", () => {
  const hostile = fc.oneof(
    anyText(40),
    fc.constantFrom(
      "..",
      ".",
      "%2e%2e",
      "../..",
      "/",
      "\\",
      "?a=b",
      "&admin=1",
      "#x",
      "@evil.example",
      "//evil.example",
      "javascript:alert(1)",
      "{name}",
      "{number}",
      "$(reboot)",
      "`id`",
      "a;b|c",
      "'\"",
      "\n",
      "\u0000",
      "\ud800",
      "+1 415",
      "x".repeat(5000),
    ),
  );
  const values: fc.Arbitrary<PopValues> = fc.record({
    number: hostile,
    e164: hostile,
    name: hostile,
    queue: hostile,
    callId: hostile,
    direction: hostile,
  });
  const template =
    "https://crm.example.com/a/{name}/{number}-{callId}/end?tel={e164}&who=x{name}&q={queue}&fixed=1#/p/{name}/{direction}";
  const keys = ["tel", "who", "q", "fixed"];

  test("the page is of the template's server, with its segments and parameters, and has the value", () => {
    fc.assert(
      fc.property(values, (call) => {
        const url = new URL(popped(template, call));
        const { name, number, e164, queue, callId, direction } = {
          name: popValue(call.name),
          number: popValue(call.number),
          e164: popValue(call.e164),
          queue: popValue(call.queue),
          callId: popValue(call.callId),
          direction: popValue(call.direction),
        };
        const segment = (value: string) => (value === "." || value === ".." ? "" : value);
        expect(url.origin).toBe("https://crm.example.com");
        expect([url.username, url.password]).toEqual(["", ""]);
        expect(url.pathname.split("/").map(decodeURIComponent)).toEqual([
          "",
          "a",
          segment(name),
          `${number}-${callId}`,
          "end",
        ]);
        expect([...url.searchParams.keys()]).toEqual(keys);
        expect(Object.fromEntries(url.searchParams)).toEqual({
          tel: e164,
          who: `x${name}`,
          q: queue,
          fixed: "1",
        });
        expect(url.hash.split("/").map(decodeURIComponent)).toEqual([
          "#",
          "p",
          segment(name),
          segment(direction),
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  test("the address is of letters, digits and what addresses are made of", () => {
    fc.assert(
      fc.property(values, (call) => {
        expect(popped(template, call)).toMatch(/^[A-Za-z0-9:/?#&=%._~-]+$/);
      }),
    );
  });
});
