import { describe, expect, test } from "vitest";
import {
  desktopEntry,
  desktopFileName,
  isWrittenByHandset,
  opensScheme,
  programName,
} from "../../../src/links/desktop-entry.ts";

const handset = { productName: "Handset", shortName: "handset", summary: "The phone of Acme" };

function line(key: string, program: string, args: readonly string[] = []): string {
  const entry = desktopEntry(handset, { program, args }, []);
  return entry.split("\n").find((each) => each.startsWith(`${key}=`)) ?? "";
}

const execLine = (program: string, args?: readonly string[]): string => line("Exec", program, args);

describe("the entry that Handset writes", () => {
  test("is a whole one", () => {
    expect(desktopEntry(handset, { program: "/opt/Handset/handset", args: [] }, ["tel", "handset"])).toBe(
      `[Desktop Entry]
Type=Application
Name=Handset
Comment=The phone of Acme
TryExec=/opt/Handset/handset
Exec=/opt/Handset/handset %u
Terminal=false
Categories=Network;Telephony;
MimeType=x-scheme-handler/tel;x-scheme-handler/handset;
StartupWMClass=handset
X-Softphone-Written=true
`,
    );
  });

  test("starts Electron with the app's folder from the sources", () => {
    expect(execLine("/usr/bin/electron", ["/home/ann/handset", "--data-dir=/tmp/profile"])).toBe(
      "Exec=/usr/bin/electron /home/ann/handset --data-dir=/tmp/profile %u",
    );
  });

  test.each([
    ["a blank", "/opt/My Phone/handset", 'Exec="/opt/My Phone/handset" %u'],
    ["a quotation mark", `/opt/a"b`, String.raw`Exec="/opt/a\\"b" %u`],
    ["a dollar sign", "/opt/$HOME", String.raw`Exec="/opt/\\$HOME" %u`],
    ["a backtick", "/opt/`id`", 'Exec="/opt/\\\\`id\\\\`" %u'],
    ["a backslash", "/opt/a\\b", String.raw`Exec="/opt/a\\\\b" %u`],
    ["a percent sign", "/opt/100%u", "Exec=/opt/100%%u %u"],
    ["a percent sign and a blank", "/opt/100 %u", 'Exec="/opt/100 %%u" %u'],
    ["a semicolon", "/opt/a;b", 'Exec="/opt/a;b" %u'],
    ["an apostrophe", "/opt/ann's", `Exec="/opt/ann's" %u`],
    ["letters beyond ASCII", "/opt/héra", 'Exec="/opt/héra" %u'],
  ])("quotes %s as the Desktop Entry Specification says", (_, program, expected) => {
    expect(execLine(program)).toBe(expected);
  });

  test("an empty argument stays one argument", () => {
    expect(execLine("/opt/handset", [""])).toBe('Exec=/opt/handset "" %u');
  });

  test("names the program to look for as it is, only with backslashes doubled", () => {
    expect(line("TryExec", "/opt/My Phone/100%")).toBe("TryExec=/opt/My Phone/100%");
    expect(line("TryExec", "/opt/a\\b")).toBe(String.raw`TryExec=/opt/a\\b`);
  });

  test("is known again as its own, and says what it opens", () => {
    const entry = desktopEntry(handset, { program: "/opt/handset", args: [] }, ["tel"]);
    expect(isWrittenByHandset(entry)).toBe(true);
    expect([opensScheme(entry, "tel"), opensScheme(entry, "sms")]).toEqual([true, false]);
    expect(programName(entry)).toBe("Handset");
  });

  test("names the file in lower case, as packages do", () => {
    expect(desktopFileName("handset")).toBe("handset.desktop");
  });
});

describe("another program's entry", () => {
  const entry = `# a comment
[Desktop Entry]
Name[de]=Anderes Telefon
Name=Other Phone
MimeType=x-scheme-handler/tel
[Desktop Action call]
Name=Call somebody
X-Softphone-Written=true
MimeType=x-scheme-handler/sms;
`;

  test("is read in its main group only, with Windows line ends as well", () => {
    for (const text of [entry, entry.replaceAll("\n", "\r\n")]) {
      expect(programName(text)).toBe("Other Phone");
      expect(isWrittenByHandset(text)).toBe(false);
      expect([opensScheme(text, "tel"), opensScheme(text, "sms"), opensScheme(text, "te")]).toEqual([
        true,
        false,
        false,
      ]);
    }
  });

  test("that is hidden opens nothing", () => {
    expect(opensScheme(`${entry.split("[Desktop Action")[0]}Hidden=true\n`, "tel")).toBe(false);
  });

  test.each([
    ["nothing", ""],
    ["no main group", "Name=Other Phone\n"],
    ["an empty name", "[Desktop Entry]\nName=\n"],
    ["a name of control characters", "[Desktop Entry]\nName=\u202e\u0007\n"],
  ])("of %s has no name", (_, text) => {
    expect(programName(text)).toBeNull();
  });

  test("has its name shortened and made safe to show", () => {
    expect(programName(`[Desktop Entry]\nName=\u202eevil\u200b ${"x".repeat(100)}`)).toBe(
      `evil ${"x".repeat(55)}…`,
    );
  });
});
