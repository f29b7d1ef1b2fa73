import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SourceContent } from "../../../src/settings/policy-file.ts";
import {
  createPolicyKeeper,
  DEBOUNCE_MS,
  type PolicyState,
  REREAD_MS,
  SLOW_REREAD_MS,
  SOURCE_LIMIT_MS,
} from "../../../src/settings/policy-keeper.ts";
import { policyView } from "../../../src/settings/policy-notices.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { createFakeScheduler, settled } from "../support/scheduler.ts";

const values = (found: Record<string, unknown>): SourceContent => ({ kind: "values", values: found });
const absent: SourceContent = { kind: "absent" };
const damaged: SourceContent = { kind: "broken", because: "not-json" };

/** A machine with two places for policies, "first" above "second". */
function createBench(kept = "", { guarded = true } = {}) {
  const clock = createFakeScheduler();
  const log = createRecordingLog();
  const world = {
    first: absent as SourceContent | "silent",
    second: absent as SourceContent | "silent",
    reads: 0,
    kept,
    writes: 0,
    full: false,
    touch: (): void => {},
    watched: [] as string[],
  };
  const read = (name: "first" | "second") => async (): Promise<SourceContent> => {
    world.reads += 1;
    const content = world[name];
    return content === "silent" ? new Promise<never>(() => {}) : content;
  };
  const keeper = createPolicyKeeper({
    sources: [
      { name: "first", folder: "/etc/first", guarded: true, read: read("first") },
      { name: "second", folder: null, guarded, read: read("second") },
    ],
    lastGood: {
      read: async () => world.kept,
      async write(text) {
        if (world.full) throw new Error("ENOSPC");
        world.writes += 1;
        world.kept = text;
      },
    },
    watch(folder, changed) {
      world.watched.push(folder);
      world.touch = changed;
      return () => world.watched.pop();
    },
    scheduler: clock,
    log,
  });
  const heard: PolicyState[] = [];
  keeper.onChanged((now) => heard.push(now));
  const titles = () => policyView(keeper.current()).problems.map(({ title }) => title);
  return { clock, log, world, keeper, heard, titles, held: () => keeper.current().policies.settings };
}

describe("policies", () => {
  test("of several places are put together, and the place in front wins", async () => {
    const { keeper, world, held, heard } = createBench();
    world.first = values({ region: "DE", managedBy: "Acme IT" });
    world.second = values({ region: "FR", closeToTray: false });
    await keeper.read();
    expect(held()).toEqual({ region: "DE", closeToTray: false });
    expect(keeper.current().sources).toEqual(["first", "second"]);
    expect(policyView(keeper.current())).toEqual({
      managedBy: "Acme IT",
      sources: ["first", "second"],
      problems: [],
    });
    await keeper.read();
    expect(heard).toHaveLength(1);
    expect(world.writes).toBe(1);
  });

  test("that lead a token, a call or data elsewhere do not count where others could have set them", async () => {
    const { keeper, world, titles } = createBench("", { guarded: false });
    world.first = values({ region: "DE" });
    world.second = values({
      widgetUrl: "https://evil.example/app.html",
      proxyMode: "direct",
      serverUrl: "https://evil.example",
      clientId: "evil",
      region: "FR",
      theme: "dark",
      colour: "red",
    });
    await keeper.read();
    expect(keeper.current().policies).toMatchObject({
      settings: { region: "DE", theme: "dark" },
      widgetUrl: null,
      proxy: null,
    });
    expect(titles()).toEqual([
      ...["widgetUrl", "proxyMode", "serverUrl", "clientId", "region"].map(
        (name) =>
          `The policy “${name}” does not count in a file that others than the administrator could have written.`,
      ),
      "There is no policy “colour” in this version.",
    ]);
    world.second = damaged;
    await keeper.read();
    expect(keeper.current().policies).toMatchObject({ settings: { theme: "dark" }, widgetUrl: null });
  });

  test("are nothing where there are none, and nothing is written", async () => {
    const { keeper, world, heard } = createBench();
    await keeper.read();
    expect([heard.length, world.writes]).toEqual([0, 0]);
    expect(policyView(keeper.current()).managedBy).toBeNull();
  });

  test("are read again when their folder changes, once for many changes, and every hour", async () => {
    const { keeper, world, held, clock } = createBench();
    await keeper.read();
    expect(world.watched).toEqual(["/etc/first"]);
    world.first = values({ region: "DE" });
    for (let n = 0; n < 5; n += 1) world.touch();
    clock.advance(DEBOUNCE_MS);
    await settled();
    expect([held(), world.reads]).toEqual([{ region: "DE" }, 4]);
    world.second = values({ theme: "dark" });
    clock.advance(REREAD_MS);
    await settled();
    expect(held()).toEqual({ region: "DE", theme: "dark" });
    keeper.stop();
    expect([clock.waiting, world.watched]).toEqual([0, []]);
  });

  test("that cannot be used are said in words, and no value of them gets into the log", async () => {
    const { keeper, world, titles, log } = createBench();
    world.first = values({ region: "Atlantis", colour: "red", server: "custom" });
    await keeper.read();
    expect(titles()).toEqual([
      "The policy “region” cannot have the value that was set.",
      "There is no policy “colour” in this version.",
      "The policy “server” does not go together with another one.",
    ]);
    expect(log.text()).toContain('"name":"region","because":"value"');
    expect(log.text()).not.toContain("Atlantis");
  });

  test("that something else could not follow are said as well, and stay said", async () => {
    const { keeper, titles } = createBench();
    await keeper.read();
    keeper.report({ kind: "proxy" });
    await keeper.read();
    expect(titles()).toEqual(["The network could not be set up as a policy wants it."]);
  });
});

describe("a broken source", () => {
  test("leaves what was last good in force, also at the next start, until it is whole again", async () => {
    const before = createBench();
    before.world.first = values({ region: "DE" });
    await before.keeper.read();

    const { keeper, world, held, titles, log } = createBench(before.world.kept);
    world.first = damaged;
    await keeper.read();
    expect(held()).toEqual({ region: "DE" });
    expect(titles()).toEqual(["The policies in first cannot be used: it is damaged."]);
    expect(policyView(keeper.current()).problems[0]?.nextStep).toContain("stays in force");
    expect(log.text()).toContain('"event":"policy.problem"');
    world.first = values({ region: "FR" });
    await keeper.read();
    expect([held(), titles()]).toEqual([{ region: "FR" }, []]);
  });

  test("that never was good holds nothing, and does not take the others with it", async () => {
    const { keeper, world, held, titles } = createBench();
    world.first = { kind: "broken", because: "not-trusted" };
    world.second = values({ region: "DE" });
    await keeper.read();
    expect(held()).toEqual({ region: "DE" });
    expect(titles()).toEqual([
      "The policies in first cannot be used: others than the administrator may write it.",
    ]);
    expect(keeper.current().sources).toEqual(["second"]);
  });

  test("that is gone is forgotten: what a user wrote into the kept file counts for nothing", async () => {
    const forged = JSON.stringify({ sources: { first: { region: "DE" }, other: { theme: "dark" } } });
    const { keeper, world, held } = createBench(forged);
    await keeper.read();
    expect(held()).toEqual({});
    expect(JSON.parse(world.kept)).toEqual({ sources: {} });
  });

  test("that never answers holds the start up for a moment only, and is asked again soon", async () => {
    const kept = JSON.stringify({ sources: { first: { region: "DE" } } });
    const { keeper, world, held, titles, clock } = createBench(kept);
    world.first = "silent";
    const reading = keeper.read();
    await settled();
    clock.advance(SOURCE_LIMIT_MS);
    await reading;
    expect(held()).toEqual({ region: "DE" });
    expect(titles()).toEqual(["The policies in first cannot be used: it could not be read in time."]);
    world.first = values({ region: "FR" });
    clock.advance(SLOW_REREAD_MS);
    await settled();
    expect([held(), titles()]).toEqual([{ region: "FR" }, []]);
  });

  test("and a full disk: what is in force does not depend on what is kept", async () => {
    const { keeper, world, held, log } = createBench();
    world.full = true;
    world.first = values({ region: "DE" });
    await keeper.read();
    expect(held()).toEqual({ region: "DE" });
    expect(log.text()).toContain("policy.last-good-not-kept");
  });

  test("whatever the kept file has become, it does not fail", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
        const { keeper, world, held, log } = createBench(text);
        world.first = damaged;
        await keeper.read();
        expect(held()).toEqual({});
        expect(log.text()).not.toContain("policy.read-failed");
      }),
      { numRuns: 50 },
    );
  });
});
