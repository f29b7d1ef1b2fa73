import { describe, expect, test } from "vitest";
import { hasTrayHost, type RunProgram } from "../../../src/tray/tray-host.ts";

/** What the tools print, by name; one that is not named is not installed. */
const tools =
  (outputs: Readonly<Record<string, string | Error>>, asked: string[] = []): RunProgram =>
  async (program) => {
    asked.push(program);
    const output = outputs[program] ?? new Error("ENOENT");
    if (output instanceof Error) throw output;
    return output;
  };

describe("whether the desktop shows tray icons", () => {
  test.each<[string, Readonly<Record<string, string | Error>>, boolean]>([
    ["a panel, as dbus-send tells", { "dbus-send": "   variant       boolean true\n" }, true],
    ["a watcher without a panel", { "dbus-send": "   variant       boolean false\n" }, false],
    ["a panel, as gdbus tells", { gdbus: "(<true>,)\n" }, true],
    ["dbus-send fails, gdbus knows", { "dbus-send": new Error("no reply"), gdbus: "(<true>,)\n" }, true],
    ["no watcher", { "dbus-send": new Error("unknown"), gdbus: new Error("unknown") }, false],
    ["no tools", {}, false],
  ])("%s", async (_, outputs, expected) => {
    expect(await hasTrayHost("linux", tools(outputs))).toBe(expected);
  });

  test.each(["win32", "darwin"] as const)("%s always has one, and nobody is asked", async (platform) => {
    const asked: string[] = [];
    expect(await hasTrayHost(platform, tools({}, asked))).toBe(true);
    expect(asked).toEqual([]);
  });
});
