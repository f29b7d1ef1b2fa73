import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { leftovers, membersOf, parseStat } from "../../tools/leftovers.ts";
import { createProcesses } from "../../tools/processes.ts";

describe("a line of /proc/PID/stat", () => {
  test("with blanks and parentheses in the command", () => {
    expect(parseStat("12 (a) b) (c) S 1 77 77 0 -1")).toEqual({ state: "S", group: 77 });
  });

  test.each(["", "12 (a)", "12 (a) S 1"])("%j is none", (line) => {
    expect(parseStat(line)).toBeNull();
  });
});

describe.skipIf(process.platform !== "linux")("child processes", () => {
  const outer = process.env.HANDSET_RUN;

  afterEach(() => {
    if (outer === undefined) delete process.env.HANDSET_RUN;
    else process.env.HANDSET_RUN = outer;
  });

  /** A tracker as a command has it; the one that runs these tests put its marker into our environment. */
  function outermost() {
    delete process.env.HANDSET_RUN;
    return createProcesses();
  }

  const shell = (script: string): [string, string[]] => ["/bin/sh", ["-c", script]];

  test("say how they ended and what they wrote", async () => {
    const child = await outermost().start(...shell("cat; echo err >&2; exit 3"), { name: "sh", input: "in" });
    expect(await child.exited).toEqual({ code: 3, signal: null, timedOut: false });
    expect(child.output()).toContain("in");
    expect(child.output()).toContain("err");
  });

  test("a command that does not exist rejects by name", async () => {
    await expect(outermost().start("/nowhere/tool", [], { name: "tool" })).rejects.toThrow("/nowhere/tool");
  });

  test("are stopped at their limit", async () => {
    const child = await outermost().start(...shell("sleep 60"), { name: "sh", limitMs: 50 });
    expect(await child.exited).toMatchObject({ timedOut: true });
  });

  test("waiting for output ends with the match, the limit or the child", async () => {
    const processes = outermost();
    const talking = await processes.start(...shell("sleep 0.05; echo port 42; sleep 60"), {
      name: "talking",
    });
    expect((await talking.waitFor(/port (\d+)/, 5000))[1]).toBe("42");
    await expect(talking.waitFor(/never/, 50)).rejects.toThrow(
      "talking said nothing of the kind within 50 ms",
    );
    const ending = await processes.start(...shell("echo oops; exit 2"), { name: "ending" });
    await expect(ending.waitFor(/never/, 5000)).rejects.toThrow(/ending ended with 2[\s\S]*oops/);
    await processes.stopAll();
  });

  test("stopping ends the whole group, also where TERM is ignored", async () => {
    const processes = outermost();
    const child = await processes.start(...shell("trap '' TERM; sleep 60 & echo up; wait; wait"), {
      name: "stubborn",
    });
    await child.waitFor(/up/, 5000);
    await child.stop();
    expect(membersOf(child.pid)).toEqual([]);
  });

  test("a clean run leaves nothing", async () => {
    const processes = outermost();
    await processes.start(...shell("sleep 60"), { name: "daemon" });
    expect(await processes.finish()).toEqual([]);
    expect(leftovers(processes.marker)).toEqual([]);
  });

  test("what detached itself is found, named and ended", async () => {
    const processes = outermost();
    const child = await processes.start(...shell("setsid --fork sleep 61"), { name: "parent" });
    await child.exited;
    await sleep(50);
    expect(leftovers(processes.marker)).toMatchObject([{ command: "sleep 61" }]);
    expect(await processes.finish()).toMatchObject([{ command: "sleep 61" }]);
    expect(leftovers(processes.marker)).toEqual([]);
  });

  test("a run within a run spares what the outer one started", async () => {
    const processes = outermost();
    await processes.start(...shell("sleep 60"), { name: "daemon" });
    process.env.HANDSET_RUN = processes.marker.slice("HANDSET_RUN=".length);
    expect(await createProcesses().finish()).toEqual([]);
    expect(leftovers(processes.marker)).not.toEqual([]);
    delete process.env.HANDSET_RUN;
    await processes.finish();
  });
});
