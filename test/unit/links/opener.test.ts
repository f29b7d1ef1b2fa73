import { describe, expect, test } from "vitest";
import { openerOf, programName } from "../../../src/links/opener.ts";
import { openerOfThisProcess } from "../../../src/links/process-chain.ts";

describe("who opened a link, by the processes above", () => {
  test.each([
    ["a browser through xdg-open", ["xdg-open", "chromium", "chromium", "systemd"], "chromium"],
    [
      "a browser through a shell script and gio",
      ["gio-launch-desk", "sh", "xdg-open", "firefox-esr"],
      "firefox-esr",
    ],
    ["a mail program that starts the handler itself", ["thunderbird-bin", "gnome-shell"], "thunderbird-bin"],
    ["a terminal", ["xdg-open", "bash", "gnome-terminal-", "systemd"], "gnome-terminal-"],
    ["a name with capitals and a blank", ["sh", "Web Content"], "web-content"],
    ["the desktop itself", ["gio-launch-desk", "gnome-shell", "systemd"], null],
    ["a portal, which hides who asked", ["xdg-desktop-por", "systemd"], null],
    ["a launcher that ended and left its child to init", ["systemd"], null],
    ["only shells", ["sh", "sh"], null],
    ["nobody", [], null],
    ["a name that is none", ["xdg-open", "../../evil <b>"], null],
    ["an endless chain of shells", [...Array.from({ length: 50 }, () => "sh"), "chromium"], null],
  ] as const)("%s", (_, chain, expected) => {
    const processes = chain.map((name) => ({ name, session: 7 }));
    expect(openerOf(processes, 7)).toBe(expected);
  });

  test("a process of another session only took the orphan in", () => {
    const chain = [
      { name: "xdg-open", session: 7 },
      { name: "some-subreaper", session: 1 },
    ];
    expect(openerOf(chain, 7)).toBeNull();
    expect(openerOf([{ name: "chromium", session: 7 }], 7)).toBe("chromium");
    expect(openerOf([{ name: "chromium", session: 7 }], 8)).toBeNull();
  });

  test.each([
    ["Chromium", "chromium"],
    [" google-chrome ", "google-chrome"],
    ["soffice.bin", "soffice.bin"],
    ["", null],
    ["-rf", null],
    ["a\u202eb", null],
    ["a:b", null],
    ["a/b", null],
    ["x".repeat(33), null],
    [null, null],
    [["chromium"], null],
  ])("the name %j is kept as %j", (name, expected) => {
    expect(programName(name)).toBe(expected);
  });

  test("of this process can be asked for without harm", () => {
    const opener = openerOfThisProcess();
    expect(opener === null || programName(opener) === opener).toBe(true);
  });
});
