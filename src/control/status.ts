import { isRecord } from "../app/json.ts";
import type { Call, CallState } from "../calls/call-state.ts";
import type { Reachability } from "../reachability/reachability.ts";

/** What `status --json` prints; documented in docs/command-line.md. A change that breaks readers raises `version`. */
export interface StatusReport {
  readonly version: 1;
  readonly product: string;
  readonly appVersion: string;
  /** Name of the profile, or null for the usual one. */
  readonly profile: string | null;
  readonly session: {
    readonly state: string;
    /** "16505550100*101", or null while nobody is signed in. */
    readonly account: string | null;
  };
  readonly dialer: { readonly ready: boolean };
  /** Whether a call would ring here. An older Handset does not say. */
  readonly reachability?: StatusReachability;
  /** The calls of this computer, the oldest first. */
  readonly calls: readonly StatusCall[];
}

export interface StatusReachability {
  readonly reachable: boolean;
  /** Why not, or what is wrong all the same; null where nothing is. */
  readonly reason: string | null;
  /** What is being done, or what to do. */
  readonly nextStep: string | null;
}

export interface StatusCall {
  readonly id: string;
  readonly direction: Call["direction"];
  readonly number: string;
  readonly name: string | null;
  readonly phase: Call["phase"];
  readonly muted: boolean;
  /** When it was answered, in milliseconds since the epoch, or null. */
  readonly startedAt: number | null;
}

export function statusReport(about: Omit<StatusReport, "version" | "calls">, state: CallState): StatusReport {
  const calls = state.calls
    .filter(({ where }) => where === "here")
    .map(({ id, direction, number, name, phase, muted, startedAt }) => ({
      id,
      direction,
      number,
      name,
      phase,
      muted,
      startedAt,
    }));
  return { version: 1, ...about, calls };
}

/** A report as it came over the socket; null for anything that is none. */
export function parseStatusReport(value: unknown): StatusReport | null {
  if (!isRecord(value) || value.version !== 1) return null;
  const { product, appVersion, profile, session, dialer, calls } = value;
  if (typeof product !== "string" || typeof appVersion !== "string" || !isTextOrNull(profile)) return null;
  if (!isRecord(session) || typeof session.state !== "string" || !isTextOrNull(session.account)) return null;
  if (!isRecord(dialer) || typeof dialer.ready !== "boolean" || !Array.isArray(calls)) return null;
  const reachability = parseReachability(value.reachability);
  const parsed = calls.map(parseStatusCall).filter((call) => call !== null);
  if (parsed.length !== calls.length) return null;
  return {
    version: 1,
    product,
    appVersion,
    profile,
    session: { state: session.state, account: session.account },
    dialer: { ready: dialer.ready },
    ...(reachability === null ? {} : { reachability }),
    calls: parsed,
  };
}

/** What the reachability is on the command line. */
export function statusReachability(now: Reachability): StatusReachability {
  const notice = now.reachable ? now.warning : now.because;
  return {
    reachable: now.reachable,
    reason: notice?.title ?? null,
    nextStep: notice?.nextStep ?? null,
  };
}

function parseReachability(value: unknown): StatusReachability | null {
  if (!isRecord(value)) return null;
  const { reachable, reason, nextStep } = value;
  if (typeof reachable !== "boolean" || !isTextOrNull(reason) || !isTextOrNull(nextStep)) return null;
  return { reachable, reason, nextStep };
}

function parseStatusCall(call: unknown): StatusCall | null {
  if (!isRecord(call)) return null;
  const { id, direction, number, name, phase, muted, startedAt } = call;
  if (typeof id !== "string" || typeof number !== "string" || !isTextOrNull(name)) return null;
  if (direction !== "inbound" && direction !== "outbound") return null;
  if (phase !== "ringing" && phase !== "dialing" && phase !== "active" && phase !== "held") return null;
  if (typeof muted !== "boolean" || (startedAt !== null && typeof startedAt !== "number")) return null;
  return { id, direction, number, name, phase, muted, startedAt };
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}
