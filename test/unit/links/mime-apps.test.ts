import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  defaultHandlers,
  withFallbacks,
  withoutHandler,
  withoutTrace,
  withRefusal,
} from "../../../src/links/mime-apps.ts";

const TEL = "x-scheme-handler/tel";
const SMS = "x-scheme-handler/sms";
const US = "handset.desktop";

const list = `# what I like
[Default Applications]
text/html=browser.desktop
${TEL}=${US};other.desktop;
${SMS}=${US}

[Added Associations]
${TEL}=${US};other.desktop;
image/png = viewer.desktop;

[Other Group]
${TEL}=${US};
`;

describe("what opens a type", () => {
  test.each([
    ["a list", TEL, [US, "other.desktop"]],
    ["one program", SMS, [US]],
    ["nothing", "text/plain", []],
  ])("%s", (_, type, expected) => {
    expect(defaultHandlers(list, type)).toEqual(expected);
  });
});

describe("giving back", () => {
  test("leaves what stood behind as the first choice, drops emptied lines and keeps everything else", () => {
    expect(withoutHandler(list, US, [TEL, SMS])).toBe(`# what I like
[Default Applications]
text/html=browser.desktop
${TEL}=other.desktop;

[Added Associations]
${TEL}=other.desktop;
image/png = viewer.desktop;

[Other Group]
${TEL}=${US};
`);
  });

  test("touches only the types that are given back", () => {
    expect(withoutHandler(list, US, [TEL])).toContain(`${SMS}=${US}\n`);
  });

  test("keeps Windows line ends, a last line without an end, and odd spacing", () => {
    const odd = `[Default Applications]\r\n ${TEL} = ${US} ; other.desktop\r\n\r\n${SMS}=${US}`;
    expect(withoutHandler(odd, US, [TEL])).toBe(
      `[Default Applications]\r\n ${TEL} =other.desktop;\r\n\r\n${SMS}=${US}`,
    );
  });

  test("does not mistake a program whose name only begins alike", () => {
    const alike = `[Default Applications]\n${TEL}=handset.desktop.old.desktop;my-handset.desktop;\n`;
    expect(withoutHandler(alike, US, [TEL])).toBe(alike);
  });
});

describe("claiming", () => {
  test("keeps who was first behind the new first choice", () => {
    const claimed = `[Default Applications]\n${TEL}=${US}\n`;
    expect(withFallbacks(claimed, TEL, ["other.desktop", "third.desktop"])).toBe(
      `[Default Applications]\n${TEL}=${US};other.desktop;third.desktop;\n`,
    );
  });

  test("lists nobody twice, and itself only in front", () => {
    const claimed = `[Default Applications]\n${TEL}=${US};other.desktop;\n`;
    expect(withFallbacks(claimed, TEL, [US, "other.desktop"])).toBe(claimed);
  });

  test("takes an earlier refusal back", () => {
    const refused = `[Removed Associations]\n${TEL}=${US};third.desktop;\n[Default Applications]\n${TEL}=${US}\n`;
    expect(withFallbacks(refused, TEL, [])).toBe(
      `[Removed Associations]\n${TEL}=third.desktop;\n[Default Applications]\n${TEL}=${US}\n`,
    );
  });

  test("changes nothing where the type has no first choice", () => {
    expect(withFallbacks(list, "text/plain", ["other.desktop"])).toBe(list);
  });
});

describe("a refusal", () => {
  test.each([
    ["an empty list", "", `[Removed Associations]\n${TEL}=${US};\n`],
    [
      "a list without the group",
      "[Default Applications]\na/b=c.desktop",
      `[Default Applications]\na/b=c.desktop\n\n[Removed Associations]\n${TEL}=${US};\n`,
    ],
    [
      "a list with the group",
      `[Removed Associations]\na/b=c.desktop;\n[Default Applications]\n`,
      `[Removed Associations]\n${TEL}=${US};\na/b=c.desktop;\n[Default Applications]\n`,
    ],
    [
      "a list that refuses another program",
      `[Removed Associations]\n${TEL}=other.desktop;\n`,
      `[Removed Associations]\n${TEL}=other.desktop;${US};\n`,
    ],
    ["a group at the very end", "[Removed Associations]", `[Removed Associations]\n${TEL}=${US};\n`],
  ])("is written into %s", (_, before, after) => {
    expect(withRefusal(before, US, [TEL])).toBe(after);
    expect(withRefusal(after, US, [TEL])).toBe(after);
  });
});

describe("any list", () => {
  const handler = fc.constantFrom(US, "other.desktop", "third.desktop", "");
  const line = fc.oneof(
    fc.constantFrom(
      "[Default Applications]",
      "[Added Associations]",
      "[Removed Associations]",
      "[X]",
      "",
      "# note",
      "=",
    ),
    fc
      .tuple(fc.constantFrom(TEL, SMS, "text/html"), fc.array(handler, { maxLength: 4 }))
      .map(([type, handlers]) => `${type}=${handlers.join(";")}`),
    fc.string({ unit: "binary-ascii", maxLength: 20 }).map((text) => text.replaceAll("\n", "")),
  );
  const lists = fc.array(line, { maxLength: 14 }).map((lines) => lines.join("\n"));
  const linesWithoutUs = (text: string): string[] => text.split("\n").filter((each) => !each.includes(US));
  /** Whether all of `wanted` are in `lines`, in that order. */
  const inOrder = (wanted: readonly string[], lines: readonly string[]): boolean => {
    let at = 0;
    for (const each of lines) if (each === wanted[at]) at += 1;
    return at === wanted.length;
  };

  test("keeps every line that does not name Handset, and no edit does more when done twice", () => {
    fc.assert(
      fc.property(lists, (text) => {
        for (const change of [
          (each: string) => withoutHandler(each, US, [TEL, SMS]),
          (each: string) => withoutTrace(each, US, [TEL, SMS]),
          (each: string) => withRefusal(each, US, [TEL]),
        ]) {
          const changed = change(text);
          expect(change(changed)).toBe(changed);
        }
        const gone = withoutTrace(text, US, [TEL, SMS]);
        expect(inOrder(linesWithoutUs(text), gone.split("\n"))).toBe(true);
        expect(defaultHandlers(gone, TEL)).not.toContain(US);
      }),
      { numRuns: 500 },
    );
  });
});
