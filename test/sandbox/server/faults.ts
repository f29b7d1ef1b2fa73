import type { RequestFilter } from "../types.ts";
import { fieldsOf } from "./exchange.ts";
import type { PlatformError } from "./platform-error.ts";
import { matches } from "./request-log.ts";

interface Aim extends RequestFilter {
  /** How many requests it hits; without it, all until cleared. */
  readonly times?: number;
}

/** Something that goes wrong on demand. */
export type Fault =
  | (Aim & {
      readonly kind: "error";
      readonly status: number;
      /** RingCentral's code, for example `OAU-141` or `CMN-301`. */
      readonly errorCode?: string;
      /** RFC 6749 name for OAuth endpoints, for example `invalid_grant`. */
      readonly error?: string;
      readonly message?: string;
      /** Seconds for the `Retry-After` header. */
      readonly retryAfter?: number;
    })
  | (Aim & { readonly kind: "latency"; readonly ms: number })
  | (Aim & { readonly kind: "drop" })
  /** Moves the sandbox's clock; positive is ahead of the machine. */
  | { readonly kind: "clock-skew"; readonly ms: number };

/** What a request has to suffer: first the wait, then the failure, if any. */
interface Suffering {
  readonly delayMs: number;
  readonly outcome: "pass" | "drop" | PlatformError;
}

export interface Faults {
  set(fault: Fault): void;
  clear(): void;
  list(): readonly Fault[];
  skewMs(): number;
  /** Counts the request against every fault that hits it. */
  suffer(request: { method: string; host: string; path: string }): Suffering;
}

export function createFaults(): Faults {
  let active: { fault: Fault; left: number }[] = [];
  return {
    set(fault) {
      const times = fault.kind === "clock-skew" ? undefined : fault.times;
      active.push({ fault, left: times ?? Number.POSITIVE_INFINITY });
    },
    clear() {
      active = [];
    },
    list: () => active.map(({ fault }) => fault),
    skewMs: () => active.reduce((sum, { fault }) => (fault.kind === "clock-skew" ? sum + fault.ms : sum), 0),
    suffer(request) {
      let delayMs = 0;
      let outcome: Suffering["outcome"] = "pass";
      for (const item of active) {
        const { fault } = item;
        if (fault.kind === "clock-skew" || item.left === 0 || !matches(request, fault)) continue;
        if (fault.kind !== "latency" && outcome !== "pass") continue;
        item.left -= 1;
        if (fault.kind === "latency") delayMs += fault.ms;
        else outcome = fault.kind === "drop" ? "drop" : problemOf(fault);
      }
      active = active.filter(({ left }) => left > 0);
      return { delayMs, outcome };
    },
  };
}

function problemOf(fault: Extract<Fault, { kind: "error" }>): PlatformError {
  const wait = fault.retryAfter;
  return {
    status: fault.status,
    errorCode: fault.errorCode ?? usualCode(fault.status),
    message: fault.message ?? `The sandbox was told to answer ${fault.status}.`,
    ...(fault.error === undefined ? {} : { error: fault.error }),
    ...(wait === undefined ? {} : { retryAfter: wait }),
  };
}

function usualCode(status: number): string {
  if (status === 429) return "CMN-301";
  if (status === 503) return "CMN-211";
  if (status === 401) return "OAU-213";
  return status >= 500 ? "CMN-203" : "CMN-101";
}

const isOptionalString = (value: unknown) => value === undefined || typeof value === "string";
const isOptionalCount = (value: unknown) =>
  value === undefined || (typeof value === "number" && Number.isInteger(value) && value >= 0);

/** Parses a fault that came over the control interface; an error names the field that is wrong. */
export function parseFault(input: unknown): Fault | { readonly invalid: string } {
  const given = fieldsOf(input);
  for (const name of ["method", "host", "path", "errorCode", "error", "message"]) {
    if (!isOptionalString(given[name])) return { invalid: `${name} must be a string` };
  }
  for (const name of ["times", "retryAfter"]) {
    if (!isOptionalCount(given[name])) return { invalid: `${name} must be a whole number` };
  }
  switch (given.kind) {
    case "drop":
      return given as unknown as Fault;
    case "latency":
    case "clock-skew":
      return typeof given.ms === "number" ? (given as unknown as Fault) : { invalid: "ms must be a number" };
    case "error":
      return Number.isInteger(given.status)
        ? (given as unknown as Fault)
        : { invalid: "status must be a whole number" };
    default:
      return { invalid: "kind must be error, latency, drop or clock-skew" };
  }
}
