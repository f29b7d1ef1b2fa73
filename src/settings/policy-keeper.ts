import { isDeepStrictEqual } from "node:util";
import { isRecord, parseJsonObject } from "../app/json.ts";
import type { Scheduler } from "../app/scheduler.ts";
import type { Log } from "../diagnostics/log.ts";
import type { SourceContent, SourceFailure } from "./policy-file.ts";
import type { PolicySource } from "./policy-sources.ts";
import {
  noPolicies,
  onlyHarmless,
  type Policies,
  type PolicyReading,
  parsePolicies,
  type RefusedPolicy,
} from "./policy-values.ts";

/** Something about the policies that an administrator should see to. */
export type PolicyProblem =
  | {
      readonly kind: "source";
      readonly source: string;
      readonly because: SourceFailure;
      /** What it held before is still in force. */
      readonly usesLastGood: boolean;
    }
  | ({ readonly kind: "policy" } & RefusedPolicy)
  /** The network cannot be set up as a policy wants it. */
  | { readonly kind: "proxy" };

export interface PolicyState {
  /** Where they come from, what counts most in front; empty where nothing is managed. */
  readonly sources: readonly string[];
  readonly policies: Policies;
  readonly problems: readonly PolicyProblem[];
}

/** What the organisation has decided, kept up to date. */
export interface PolicyKeeper {
  /** Nothing, until the first `read` is done. */
  current(): PolicyState;
  /** Reads every source once more. Resolves within a few seconds and never rejects. */
  read(): Promise<void>;
  /** Returns the function that ends it. */
  onChanged(listener: (now: PolicyState) => void): () => void;
  /** Says on the settings page what went wrong elsewhere. */
  report(problem: PolicyProblem): void;
  stop(): void;
}

export interface PolicyKeeperOptions {
  readonly sources: readonly PolicySource[];
  /** What each source held when it was last good, as JSON; both may fail. */
  readonly lastGood: { read(): Promise<string>; write(text: string): Promise<void> };
  /** Calls back when something in the folder changes; returns the function that ends it. */
  readonly watch: (folder: string, changed: () => void) => () => void;
  readonly scheduler: Scheduler;
  readonly log: Log;
}

/** So long a source may take; the start waits for it. */
export const SOURCE_LIMIT_MS = 2_000;
/** An editor writes a file in several steps. */
export const DEBOUNCE_MS = 500;
/** The registry is not watched, nor a folder that was not there. */
export const REREAD_MS = 60 * 60_000;
/** A machine that has just started may be too slow the first time. */
export const SLOW_REREAD_MS = 30_000;

type Values = Readonly<Record<string, unknown>>;

export function createPolicyKeeper(options: PolicyKeeperOptions): PolicyKeeper {
  const { sources, lastGood, scheduler, log } = options;
  const listeners = new Set<(now: PolicyState) => void>();
  const reported: PolicyProblem[] = [];
  let state: PolicyState = { sources: [], policies: noPolicies, problems: [] };
  let known: Readonly<Record<string, Values>> | null = null;
  let reading: Promise<void> = Promise.resolve();
  let stopDebounce = (): void => {};
  let stopRereading = (): void => {};
  let unwatch: (() => void)[] | null = null;

  const become = (next: PolicyState): void => {
    if (isDeepStrictEqual(next, state)) return;
    state = next;
    log.info("policy.changed", {
      sources: next.sources.join(", "),
      settings: Object.keys(next.policies.settings).join(" "),
    });
    for (const problem of next.problems) log.warn("policy.problem", { ...problem });
    for (const listener of [...listeners]) listener(next);
  };
  const readAll = async (): Promise<void> => {
    known ??= parseLastGood(
      await limited(
        lastGood.read().catch(() => ""),
        "",
        scheduler,
      ),
    );
    const before = known;
    const slow: SourceContent = { kind: "broken", because: "too-slow" };
    const contents = await Promise.all(
      sources.map(async (source) => ({ source, content: await limited(source.read(), slow, scheduler) })),
    );
    const good: Record<string, Values> = {};
    const problems: PolicyProblem[] = [];
    for (const { source, content } of contents) {
      const { name } = source;
      if (content.kind === "values") good[name] = content.values;
      if (content.kind !== "broken") continue;
      const kept = Object.hasOwn(before, name) ? before[name] : undefined;
      if (kept !== undefined) good[name] = kept;
      problems.push({
        kind: "source",
        source: name,
        because: content.because,
        usesLastGood: kept !== undefined,
      });
    }
    known = good;
    if (!isDeepStrictEqual(good, before)) {
      await lastGood
        .write(JSON.stringify({ sources: good }))
        .catch((cause: unknown) => log.warn("policy.last-good-not-kept", { cause }));
    }
    const { policies, refused } = policiesOf(sources, good);
    become({
      sources: Object.keys(good),
      policies,
      problems: [...problems, ...refused.map((each) => ({ kind: "policy", ...each }) as const), ...reported],
    });
    stopRereading();
    const isSlow = problems.some((each) => each.kind === "source" && each.because === "too-slow");
    stopRereading = scheduler.after(isSlow ? SLOW_REREAD_MS : REREAD_MS, () => void read());
  };
  const read = (): Promise<void> => {
    // One after the other: an older answer must not come in over a newer one.
    reading = reading.then(readAll).catch((cause: unknown) => log.error("policy.read-failed", { cause }));
    unwatch ??= sources.flatMap(({ folder }) => (folder === null ? [] : [options.watch(folder, soon)]));
    return reading;
  };
  const soon = (): void => {
    stopDebounce();
    stopDebounce = scheduler.after(DEBOUNCE_MS, () => void read());
  };

  return {
    current: () => state,
    read,
    onChanged(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    report(problem) {
      reported.push(problem);
      become({ ...state, problems: [...state.problems, problem] });
    },
    stop() {
      stopDebounce();
      stopRereading();
      for (const end of unwatch ?? []) end();
    },
  };
}

/** What all sources together decide. @param good what each source holds, by its name */
function policiesOf(sources: readonly PolicySource[], good: Readonly<Record<string, Values>>): PolicyReading {
  const read = sources.flatMap(({ name, guarded }) => {
    const values = good[name];
    if (values === undefined) return [];
    return [guarded ? { counts: values, refused: [] } : onlyHarmless(values)];
  });
  // What is named first wins.
  const set: Values = Object.assign({}, ...read.map(({ counts }) => counts).reverse());
  const { policies, refused } = parsePolicies(set);
  return { policies, refused: [...read.flatMap((each) => each.refused), ...refused] };
}

/** What is there in time, or the other. */
async function limited<T>(work: Promise<T>, otherwise: T, scheduler: Scheduler): Promise<T> {
  let stop = (): void => {};
  const limit = new Promise<T>((resolve) => {
    stop = scheduler.after(SOURCE_LIMIT_MS, () => resolve(otherwise));
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    stop();
  }
}

/** The user can write this file: it counts only while the source itself is there and broken. */
function parseLastGood(text: string): Readonly<Record<string, Values>> {
  const kept = parseJsonObject(text)?.sources;
  if (!isRecord(kept)) return {};
  return Object.fromEntries(
    Object.entries(kept).filter(
      (entry): entry is [string, Values] => isRecord(entry[1]) && !Array.isArray(entry[1]),
    ),
  );
}
