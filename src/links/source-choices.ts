import type { Log } from "../diagnostics/log.ts";
import type { Notice } from "../ipc/channels.ts";
import type { Settings } from "../settings/settings.ts";
import { type Source, sourceKey } from "./intent.ts";
import { blockedLinks, isListed } from "./source.ts";
import { blockedNotice } from "./widget-commands.ts";

type SourceLists = Pick<Settings, "trustedSources" | "blockedSources">;

export interface SourceChoicesOptions {
  readonly settings: { get(): SourceLists; set(changes: Partial<SourceLists>): Notice | null };
  readonly log: Log;
}

/** What the user has said about the sources of links. */
export interface SourceChoices {
  /** Whether what comes from the source is refused; counts it. */
  refuses(source: Source): boolean;
  /** How many links of each blocked source were refused since the start, by `sourceKey`. */
  refused(): Readonly<Record<string, number>>;
  /** Refuses the source from now on. Returns what the user is told: that it is so, or why not. */
  block(source: Source): Notice;
  /** Lets the source through from now on. Returns null, or why not: a policy may hold the list, or the disk be full. */
  trust(source: Source): Notice | null;
}

/** Keeps the lists of trusted and refused sources as the cards' answers want them. */
export function createSourceChoices({ settings, log }: SourceChoicesOptions): SourceChoices {
  const counts = new Map<string, number>();
  const add = (list: keyof SourceLists, source: Source): Notice | null => {
    const key = sourceKey(source);
    const listed = settings.get()[list];
    const problem = listed.includes(key) ? null : settings.set({ [list]: [...listed, key] });
    if (problem === null)
      log.info(`link.source-${list === "trustedSources" ? "trusted" : "blocked"}`, { source: key });
    return problem;
  };
  return {
    refuses(source) {
      if (!isListed(source, settings.get().blockedSources)) return false;
      const key = sourceKey(source);
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      log.info("link.blocked", { source: key, count });
      return true;
    },
    refused: () => Object.fromEntries(counts),
    block: (source) => add("blockedSources", source) ?? blockedNotice(blockedLinks(source) ?? "Such links"),
    trust: (source) => add("trustedSources", source),
  };
}
