import { describe, expect, test } from "vitest";
import { commands, parseArguments } from "../../tools/run.mjs";

describe("the arguments of run.mjs", () => {
  test("a command takes everything after its name", () => {
    expect(parseArguments(["demo", "--unattended", "--out", "a b"])).toEqual({
      command: commands.demo,
      rest: ["--unattended", "--out", "a b"],
    });
  });

  test.each([[[]], [["deploy"]], [["toString"]]])("%j gets the usage", (args) => {
    expect(parseArguments(args)).toEqual({
      usage: expect.stringContaining("start|dev|demo|sandbox|test|e2e"),
    });
  });

  test("the sandbox needs no desktop", () => {
    expect(commands.sandbox).toMatchObject({ desktop: false });
    expect(commands.test).toMatchObject({ desktop: true });
  });
});
