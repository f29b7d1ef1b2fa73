import {
  type Area,
  boundsAt,
  type DisplayArea,
  isSameArea,
  isSameStanding,
  nearestStanding,
  type Size,
  type Standing,
} from "./corner.ts";
import type { WindowMemory } from "./window-memory.ts";

export interface CornerKeeper {
  /** Where the window stands, or is to stand when it opens. */
  boundsFor(size: Size): Area;
  /** The window is there now. Another corner or another monitor than it was given is the user's wish, and kept. */
  moved(to: Area): void;
  /** The window is gone: the next one is placed anew. */
  closed(): void;
}

export interface CornerKeeperOptions {
  /** Its name in the memory. */
  readonly name: string;
  readonly memory: WindowMemory;
  readonly displays: () => readonly DisplayArea[];
  /** Where it opens until the user has moved it. */
  readonly usual: () => Standing;
}

/** Keeps a small window in the corner of the monitor to which the user dragged it. */
export function createCornerKeeper({ name, memory, displays, usual }: CornerKeeperOptions): CornerKeeper {
  let standing: Standing | null = null;

  const choose = (): Standing => {
    const kept = memory.get(name);
    const at = usual();
    return kept === null ? at : nearestStanding(kept, displays(), at.display);
  };
  /** While it is open it stays, unless its monitor goes or changes. */
  const current = (): Standing => {
    const corner = standing;
    if (corner === null) return choose();
    const display = displays().find(({ bounds }) => isSameArea(bounds, corner.display.bounds));
    return display === undefined ? choose() : { ...corner, display };
  };

  return {
    boundsFor(size) {
      standing = current();
      return boundsAt(standing, size);
    },
    moved(to) {
      const at = nearestStanding(to, displays(), usual().display);
      // Placed there by `boundsFor`, perhaps because its own monitor is gone: that one is not forgotten.
      if (standing === null || isSameStanding(at, standing)) return;
      standing = at;
      const zoomLevel = memory.get(name)?.zoomLevel ?? 0;
      memory.set(name, { ...boundsAt(at, to), maximized: false, zoomLevel });
    },
    closed() {
      standing = null;
    },
  };
}
