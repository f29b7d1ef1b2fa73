import { assertNever } from "../app/assert-never.ts";
import type { UpdateProblem } from "./update-problem.ts";

/** A version that the server has and this installation does not. */
export interface OfferedUpdate {
  readonly version: string;
  /** What is new in it, as plain text; "" where the publisher says nothing. */
  readonly notes: string;
}

/** Where the search for a new version stands. */
export type UpdateState =
  | { readonly state: "not-possible-here" }
  | { readonly state: "off" }
  | { readonly state: "idle" }
  /** `known`: what an earlier check found. */
  | { readonly state: "checking"; readonly known: OfferedUpdate | null }
  | { readonly state: "available"; readonly update: OfferedUpdate }
  | { readonly state: "downloading"; readonly update: OfferedUpdate; readonly percent: number }
  /** Downloaded and checked; installed when Handset is quit, or when the user says so. */
  | { readonly state: "ready"; readonly update: OfferedUpdate }
  /** The user said so; what is still waited for is the end of a call. */
  | { readonly state: "installing-at-quit"; readonly update: OfferedUpdate }
  | { readonly state: "failed"; readonly problem: UpdateProblem; readonly update: OfferedUpdate | null };

export type UpdateEvent =
  | { readonly kind: "switched"; readonly on: boolean }
  | { readonly kind: "check-started" }
  | { readonly kind: "found"; readonly update: OfferedUpdate }
  | { readonly kind: "nothing-newer" }
  /** Quietly: what was known stays known. */
  | { readonly kind: "not-reached" }
  | { readonly kind: "check-failed"; readonly problem: UpdateProblem }
  | { readonly kind: "download-started" }
  | { readonly kind: "progress"; readonly percent: number }
  | { readonly kind: "downloaded" }
  | { readonly kind: "download-failed"; readonly problem: UpdateProblem }
  | { readonly kind: "install-asked" }
  | { readonly kind: "install-put-off" }
  /** Known at the next start. */
  | { readonly kind: "install-failed"; readonly problem: UpdateProblem };

/** The state after an event; one that comes too late for its state changes nothing. */
export function nextUpdateState(now: UpdateState, event: UpdateEvent): UpdateState {
  if (now.state === "not-possible-here") return now;
  switch (event.kind) {
    case "switched":
      if (!event.on) return { state: "off" };
      return now.state === "off" ? { state: "idle" } : now;
    case "check-started":
      return mayCheck(now) ? { state: "checking", known: "update" in now ? now.update : null } : now;
    case "found":
      return now.state === "checking" ? { state: "available", update: event.update } : now;
    case "nothing-newer":
      return now.state === "checking" ? { state: "idle" } : now;
    case "not-reached":
      if (now.state !== "checking") return now;
      return now.known === null ? { state: "idle" } : { state: "available", update: now.known };
    case "check-failed":
      return now.state === "checking" ? { state: "failed", problem: event.problem, update: null } : now;
    case "download-started":
      if (now.state !== "available" && now.state !== "failed") return now;
      return now.update === null ? now : { state: "downloading", update: now.update, percent: 0 };
    case "progress":
      // A second attempt begins at the beginning.
      return now.state === "downloading" ? { ...now, percent: wholePercent(event.percent) } : now;
    case "downloaded":
      return now.state === "downloading" ? { state: "ready", update: now.update } : now;
    case "download-failed":
      return now.state === "downloading"
        ? { state: "failed", problem: event.problem, update: now.update }
        : now;
    case "install-asked":
      return now.state === "ready" ? { state: "installing-at-quit", update: now.update } : now;
    case "install-put-off":
      return now.state === "installing-at-quit" ? { state: "ready", update: now.update } : now;
    case "install-failed":
      return now.state === "idle" ? { state: "failed", problem: event.problem, update: null } : now;
    default:
      return assertNever(event);
  }
}

/** What is downloaded, or on its way, is not put in question by a later check. */
export function mayCheck({ state }: UpdateState): boolean {
  return state === "idle" || state === "available" || state === "failed";
}

function wholePercent(percent: number): number {
  return Number.isFinite(percent) ? Math.min(100, Math.max(0, Math.floor(percent))) : 0;
}
