import { describe, expect, test } from "vitest";
import {
  createDialingRegion,
  parseRegionRecord,
  type RegionRecord,
  regionRecordFile,
} from "../../../src/links/dialing-region.ts";
import { createFakeScheduler, settled } from "../support/scheduler.ts";

const ann: RegionRecord = { account: "ANN", country: "US", areaCode: "415" };

function createBench(recalled: RegionRecord | null = null) {
  const clock = createFakeScheduler();
  const world = { region: "US", kept: [] as (RegionRecord | null)[], changes: 0 };
  const region = createDialingRegion({
    settings: {
      get: () => world,
      set: (changes) => Object.assign(world, changes),
    },
    scheduler: clock,
    effects: {
      digest: (account) => account.toUpperCase(),
      recall: () => recalled,
      remember: (record) => world.kept.push(record),
      changed: () => world.changes++,
    },
  });
  return { clock, region, world };
}

describe("how the account dials", () => {
  test("is known from the last time, until another account signs in", () => {
    const { region, world } = createBench(ann);
    expect([region.isKnown(), region.place()]).toEqual([true, { country: "US", areaCode: "415" }]);
    region.loggedIn("ann");
    expect([region.isKnown(), world.changes, world.kept]).toEqual([true, 0, []]);
    region.loggedIn("bob");
    expect([region.isKnown(), region.place().areaCode, world.changes]).toEqual([false, "", 1]);
    expect(world.kept).toEqual([null]);
  });

  test("is kept once, whether it or the account's name comes first", () => {
    const { region, world } = createBench();
    region.told({ country: "DE", areaCode: "" });
    expect(world.kept).toEqual([]);
    region.loggedIn("ann");
    region.told({ country: "DE", areaCode: "" });
    region.loggedIn("ann");
    expect(world.kept).toEqual([{ account: "ANN", country: "DE", areaCode: "" }]);
    expect([world.region, world.changes]).toEqual(["DE", 1]);
  });

  test("has an area code only in the country it belongs to", () => {
    const { region, world } = createBench(ann);
    world.region = "CA";
    expect(region.place()).toEqual({ country: "CA", areaCode: "" });
  });

  test("is waited for until it is told, the limit is over or the user signs out", async () => {
    const reached: string[] = [];
    const wait = (name: string, region: ReturnType<typeof createBench>["region"]) =>
      void region.whenKnown().then(() => reached.push(name));
    const [told, limit, out] = [createBench(), createBench(), createBench()];
    for (const { region } of [told, limit, out]) region.loggedIn("ann");
    wait("told", told.region);
    wait("limit", limit.region);
    wait("out", out.region);
    await settled();
    expect(reached).toEqual([]);
    told.region.told({ country: "US", areaCode: "" });
    limit.clock.advance(5_000);
    out.region.signedOut();
    await settled();
    expect(reached).toEqual(["told", "limit", "out"]);
    expect([told, limit, out].map(({ clock }) => clock.waiting)).toEqual([0, 0, 0]);
    expect([told, limit, out].map(({ region }) => region.isKnown())).toEqual([true, true, false]);
  });
});

test("what is kept can be read again, and nothing else", () => {
  expect(parseRegionRecord(regionRecordFile(ann))).toEqual(ann);
  const damaged = ["", "[]", "{}", regionRecordFile({ ...ann, country: "usa" })];
  const strange = [regionRecordFile({ ...ann, areaCode: "4155" }), JSON.stringify(ann)];
  for (const content of [...damaged, ...strange]) expect(parseRegionRecord(content)).toBeNull();
});
