import { isRecord, parseJsonObject } from "../app/json.ts";
import type { Scheduler } from "../app/scheduler.ts";
import type { Log } from "../diagnostics/log.ts";

/** Where a window stood and how large it was, in device-independent pixels of the whole desktop. */
export interface WindowPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
  /** Level of the page's zoom: 0 is 100 %. */
  readonly zoomLevel: number;
}

/** Remembers windows from one start to the next, by name: "softphone", "settings", "call-popup", "call-window". */
export interface WindowMemory {
  get(name: string): WindowPlace | null;
  /** Kept at once in memory, on the disk a little later. */
  set(name: string, place: WindowPlace): void;
}

/** In the data folder. */
export const WINDOWS_FILE = "windows.json";

/** The memory, and what its owner has to do at the end. */
export interface KeptWindowMemory extends WindowMemory {
  /** Writes at once what is not on the disk yet. */
  flush(): void;
  /** Forgets every place and writes nothing until there is a new one. The file is its owner's to delete. */
  forget(): void;
}

/** Where the memory is kept. Both methods throw when that fails. */
export interface WindowMemoryFile {
  /** Null where there is none. */
  read(): string | null;
  write(text: string): void;
}

/** A window that is dragged tells its place many times in a second. */
const WRITE_AFTER_MS = 1_000;
/** There are a handful of windows; a file with more names is not ours. */
const MAX_WINDOWS = 50;
/** Larger than any desktop. */
const MAX_COORDINATE = 100_000;
/** Chromium's own limits of the level are narrower. */
const MAX_LEVEL = 10;

/** Takes up what was kept; a file or an entry that is damaged is forgotten, with a line in the log. */
export function createWindowMemory(options: {
  readonly file: WindowMemoryFile;
  readonly scheduler: Scheduler;
  readonly log: Log;
}): KeptWindowMemory {
  const { file, scheduler, log } = options;
  const places = readPlaces(file, log);
  let cancelWrite: (() => void) | null = null;

  const write = (): void => {
    cancelWrite = null;
    try {
      file.write(JSON.stringify(Object.fromEntries(places), undefined, "\t"));
    } catch (cause) {
      log.warn("windows.not-saved", { cause });
    }
  };
  return {
    get: (name) => places.get(name) ?? null,
    set(name, place) {
      if (isSame(places.get(name), place)) return;
      places.set(name, place);
      cancelWrite ??= scheduler.after(WRITE_AFTER_MS, write);
    },
    flush() {
      if (cancelWrite === null) return;
      cancelWrite();
      write();
    },
    forget() {
      cancelWrite?.();
      cancelWrite = null;
      places.clear();
    },
  };
}

function readPlaces(file: WindowMemoryFile, log: Log): Map<string, WindowPlace> {
  const places = new Map<string, WindowPlace>();
  let text: string | null;
  try {
    text = file.read();
  } catch (cause) {
    log.warn("windows.forgotten", { cause });
    return places;
  }
  if (text === null) return places;
  const kept = parseJsonObject(text);
  if (kept === null || Object.keys(kept).length > MAX_WINDOWS) {
    log.warn("windows.forgotten", { because: "malformed" });
    return places;
  }
  for (const [name, value] of Object.entries(kept)) {
    const place = parseWindowPlace(value);
    if (place === null) log.warn("windows.forgotten", { window: name, because: "malformed" });
    else places.set(name, place);
  }
  return places;
}

/** Reads one place from outside; null for anything that no window can have had. */
function parseWindowPlace(value: unknown): WindowPlace | null {
  if (!isRecord(value)) return null;
  const { x, y, width, height, maximized, zoomLevel } = value;
  if (!isWithin(x, MAX_COORDINATE) || !isWithin(y, MAX_COORDINATE)) return null;
  if (!isWithin(width, MAX_COORDINATE) || !isWithin(height, MAX_COORDINATE)) return null;
  if (width < 1 || height < 1) return null;
  if (typeof maximized !== "boolean" || !isWithin(zoomLevel, MAX_LEVEL)) return null;
  return {
    x: Math.round(x),
    y: Math.round(y),
    width: Math.round(width),
    height: Math.round(height),
    maximized,
    zoomLevel,
  };
}

function isWithin(value: unknown, limit: number): value is number {
  return typeof value === "number" && Math.abs(value) <= limit;
}

function isSame(one: WindowPlace | undefined, other: WindowPlace): boolean {
  return (
    one !== undefined &&
    one.x === other.x &&
    one.y === other.y &&
    one.width === other.width &&
    one.height === other.height &&
    one.maximized === other.maximized &&
    one.zoomLevel === other.zoomLevel
  );
}
