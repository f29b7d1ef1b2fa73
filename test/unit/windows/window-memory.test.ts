import { describe, expect, test } from "vitest";
import { createWindowMemory, type WindowPlace } from "../../../src/windows/window-memory.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { createFakeScheduler } from "../support/scheduler.ts";

const place: WindowPlace = { x: 10, y: 20, width: 420, height: 720, maximized: false, zoomLevel: 0 };

function open(text: string | null, isBroken = false) {
  const written: string[] = [];
  const scheduler = createFakeScheduler();
  const log = createRecordingLog();
  const disk = { isFull: false };
  const memory = createWindowMemory({
    file: {
      read() {
        if (isBroken) throw new Error("no right to read");
        return text;
      },
      write(next) {
        if (disk.isFull) throw new Error("the disk is full");
        written.push(next);
      },
    },
    scheduler,
    log,
  });
  return { memory, written, scheduler, log, disk };
}

test("what was kept is there again", () => {
  const first = open(null);
  first.memory.set("softphone", place);
  first.memory.set("settings", { ...place, maximized: true, zoomLevel: 1.22 });
  first.memory.flush();
  const { memory, log } = open(first.written[0] ?? "");
  expect(memory.get("softphone")).toEqual(place);
  expect(memory.get("settings")).toEqual({ ...place, maximized: true, zoomLevel: 1.22 });
  expect(memory.get("call-popup")).toBeNull();
  expect(log.lines).toEqual([]);
});

test("a dragged window is written once, a little later", () => {
  const { memory, written, scheduler } = open(null);
  for (let x = 0; x < 100; x += 1) {
    memory.set("softphone", { ...place, x });
    scheduler.advance(5);
  }
  expect(memory.get("softphone")?.x).toBe(99);
  expect(written).toEqual([]);
  scheduler.advance(1_000);
  expect(written).toHaveLength(1);
  expect(written[0]).toContain('"x": 99');
});

test("what is forgotten is not written any more, also where it was about to be", () => {
  const { memory, written, scheduler } = open(JSON.stringify({ softphone: place }));
  memory.set("settings", place);
  memory.forget();
  expect([memory.get("softphone"), memory.get("settings")]).toEqual([null, null]);
  expect(scheduler.waiting).toBe(0);
  memory.flush();
  expect(written).toEqual([]);
});

test("the same place again is not written", () => {
  const { memory, written, scheduler } = open(JSON.stringify({ softphone: place }));
  memory.set("softphone", { ...place });
  expect(scheduler.waiting).toBe(0);
  memory.flush();
  expect(written).toEqual([]);
});

test("flush writes what waits, and only that", () => {
  const { memory, written, scheduler } = open(null);
  memory.set("softphone", place);
  memory.flush();
  memory.flush();
  scheduler.advance(5_000);
  expect(written).toHaveLength(1);
});

test("a disk that refuses is logged, and the place is kept in memory", () => {
  const { memory, log, disk, scheduler, written } = open(null);
  disk.isFull = true;
  memory.set("softphone", place);
  scheduler.advance(1_000);
  expect(log.text()).toContain("windows.not-saved");
  expect(memory.get("softphone")).toEqual(place);
  disk.isFull = false;
  memory.set("softphone", { ...place, x: 11 });
  scheduler.advance(1_000);
  expect(written).toHaveLength(1);
});

describe("a damaged file is forgotten with a line in the log", () => {
  test.each([
    ["no JSON", "{"],
    ["a list", "[]"],
    ["empty", ""],
    [
      "too many windows",
      JSON.stringify(Object.fromEntries(Array.from({ length: 51 }, (_, at) => [at, place]))),
    ],
  ])("%s", (_, text) => {
    const { memory, log } = open(text);
    expect(memory.get("softphone")).toBeNull();
    expect(memory.get("0")).toBeNull();
    expect(log.lines).toHaveLength(1);
    expect(log.text()).toContain("windows.forgotten");
  });

  test("one that cannot be read", () => {
    const { memory, log } = open(null, true);
    expect(memory.get("softphone")).toBeNull();
    expect(log.text()).toContain("no right to read");
  });
});

describe("a damaged entry is forgotten, the others are not", () => {
  test.each([
    ["no object", 1],
    ["null", null],
    ["no numbers", { ...place, x: "10" }],
    ["missing height", { ...place, height: undefined }],
    ["no size", { ...place, width: 0 }],
    ["negative size", { ...place, height: -5 }],
    ["beyond every desktop", { ...place, x: 1e9 }],
    ["no level", { ...place, zoomLevel: null }],
    ["no truth value", { ...place, maximized: "yes" }],
    ["a level that is none", { ...place, zoomLevel: 40 }],
  ])("%s", (_, entry) => {
    const { memory, log } = open(JSON.stringify({ settings: entry, softphone: place }));
    expect(memory.get("settings")).toBeNull();
    expect(memory.get("softphone")).toEqual(place);
    expect(log.lines).toHaveLength(1);
  });

  test("names that objects have anyway are names like others", () => {
    const { memory } = open('{"__proto__": {"x": 1}, "constructor": 7}');
    expect(memory.get("__proto__")).toBeNull();
    expect(memory.get("constructor")).toBeNull();
    expect(memory.get("toString")).toBeNull();
  });
});
