import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCommandLine } from "../../../src/app/command-line.ts";
import { parseCommand, verbNames } from "../../../src/control/verbs.ts";

const SCHEMES = ["tel", "handset", "app.handset.desktop"];
const parse = (...args: string[]) => parseCommandLine(["/opt/Handset/handset", ...args], SCHEMES);

describe("the command line", () => {
  test("may hold nothing", () => {
    expect(parse()).toEqual({ dataDir: null, profile: null, link: null, typed: null });
  });

  test("a link and a data folder, among what Chromium adds", () => {
    expect(
      parse("--no-sandbox", "--data-dir=/home/ann/my phone", "--enable-features=A,B", "tel:102"),
    ).toEqual({ dataDir: "/home/ann/my phone", profile: null, link: "tel:102", typed: null });
  });

  test("a data folder without a link", () => {
    expect(parse("--data-dir=/tmp/profile")).toEqual({
      dataDir: "/tmp/profile",
      profile: null,
      link: null,
      typed: null,
    });
  });

  test("the first data folder counts", () => {
    expect(parse("--data-dir=/a", "--data-dir=/b").dataDir).toBe("/a");
  });

  test.each(["--data-dir=", "--data-dir=profile", "--data-dir=../x", "--data-dir", "--data-dirs=/a"])(
    "%s is no data folder",
    (arg) => {
      expect(parse(arg).dataDir).toBeNull();
    },
  );

  test("a switch behind a link was put there by whoever wrote the link (CVE-2018-1000006)", () => {
    expect(parse("tel:102", "--data-dir=/tmp/evil")).toEqual({
      dataDir: null,
      profile: null,
      link: "tel:102",
      typed: null,
    });
    expect(parse("--data-dir=/good", "tel:102", "--data-dir=/tmp/evil").dataDir).toBe("/good");
  });

  test("of two links the first one counts", () => {
    expect(parse("handset://call?number=102", "tel:103").link).toBe("handset://call?number=102");
  });

  test("takes a profile by its name, and no path in its place", () => {
    expect(parse("--profile=work").profile).toBe("work");
    expect(parse("--profile=../../etc").profile).toBeNull();
    expect(parse("--profile=").profile).toBeNull();
    expect(parse("tel:102", "--profile=work").profile).toBeNull();
  });
});

const development = (...args: string[]) =>
  parseCommandLine(["/opt/electron/electron", ...args], SCHEMES, { hasAppArgument: true });

describe("what the user typed", () => {
  test.each<[string[], readonly string[], readonly string[]]>([
    [["hangup"], ["hangup"], []],
    [["--no-sandbox", "call", "+1", "415"], ["call", "+1", "415"], ["--no-sandbox"]],
    [["--profile=work", "status", "--json"], ["status", "--json"], ["--profile=work"]],
    [["--profile", "work", "status"], ["status"], ["--profile", "work"]],
    [["status", "--profile", "work"], ["status"], ["--profile=work"]],
    [["status", "--data-dir=/a", "--json"], ["status", "--json"], ["--data-dir=/a"]],
    [["sms", "102", "--text", "--profile=x"], ["sms", "102", "--text", "--profile=x"], []],
    [["--enable-features=A", "--help"], ["--help"], ["--enable-features=A"]],
    [["--version"], ["--version"], []],
    [["dial", "102"], ["dial", "102"], []],
  ])("%j", (args, words, start) => {
    expect(parse(...args).typed).toEqual({ words, start });
  });

  test("in development, behind the app", () => {
    expect(development(".", "hangup").typed).toEqual({ words: ["hangup"], start: ["."] });
    expect(development("-r", "loader.js", "--inspect=0", "/handset", "--x", "call", "102").typed).toEqual({
      words: ["call", "102"],
      start: ["-r", "loader.js", "--inspect=0", "/handset", "--x"],
    });
    expect(development(".").typed).toBeNull();
    expect(development("--inspect=0", "call").typed).toBeNull();
  });

  test("of a profile or folder that is none is not done to another", () => {
    expect(parse("hangup", "--profile=../x").typed?.words).toEqual(["--profile"]);
    expect(parse("--profile", "a b", "hangup").typed?.words).toEqual(["--profile"]);
    expect(parse("hangup", "--data-dir=x").typed?.words).toEqual(["--data-dir"]);
    expect(parse("hangup", "--profile").typed?.words).toEqual(["hangup", "--profile"]);
  });

  test("is nothing where there is no word, or a link that nobody knows", () => {
    for (const args of [
      [],
      ["--profile=work"],
      ["--profile", "work"],
      ["sip:102"],
      ["x-unknown:y", "hangup"],
      [""],
    ])
      expect(parse(...args).typed).toBeNull();
    expect(parse("--profile", "work").profile).toBe("work");
  });
});

describe("a link is never a command", () => {
  test.each([
    ["tel:102", "hangup"],
    ["hangup", "tel:102"],
    ["call", "+19005550100", "tel:102"],
    ["handset:", "call", "+19005550100"],
    ["handset:call", "+19005550100"],
    ["handset://hangup"],
    ["--profile=work", "TEL:102", "quit"],
    ["--help", "tel:102"],
    ['tel:102"', "call", "+19005550100"],
  ])("%j %j", (...args) => {
    const { typed, link } = parse(...args);
    expect(typed).toBeNull();
    expect(link).not.toBeNull();
  });

  test("wherever it stands, whatever stands around it", () => {
    const link = fc
      .tuple(fc.constantFrom(...SCHEMES), fc.string(), fc.boolean())
      .map(([scheme, rest, loud]) => `${loud ? scheme.toUpperCase() : scheme}:${rest}`);
    const other = fc.oneof(
      fc.constantFrom(...verbNames, "--help", "--profile", "--profile=work", "--text", ".", "--x"),
      fc.string(),
    );
    fc.assert(
      fc.property(
        fc.array(other),
        link,
        fc.array(other),
        fc.boolean(),
        (before, found, behind, inDevelopment) => {
          const args = ["/handset", ...before, found, ...behind];
          expect(parseCommandLine(args, SCHEMES, { hasAppArgument: inDevelopment }).typed).toBeNull();
        },
      ),
      { numRuns: 5000 },
    );
  });
});

test("whatever is typed, nothing throws, and what starts Handset again asks for nothing", () => {
  const word = fc.oneof(
    fc.constantFrom(
      ...verbNames,
      "help",
      "--help",
      "--profile",
      "--profile=work",
      "--data-dir=/a",
      "--text",
      "-r",
    ),
    fc.string({ maxLength: 10 }),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), fc.boolean(), (words, inDevelopment) => {
      const options = { hasAppArgument: inDevelopment };
      const { typed, profile, dataDir } = parseCommandLine(["/handset", ...words], SCHEMES, options);
      if (typed === null) return;
      const command = parseCommand(typed.words);
      if (command.do !== "ask") return;
      const again = parseCommandLine(["/handset", ...typed.start], SCHEMES, options);
      expect(again).toMatchObject({ typed: null, profile, dataDir });
    }),
    { numRuns: 5000 },
  );
});
