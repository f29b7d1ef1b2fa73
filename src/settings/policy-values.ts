import { serverOrigin } from "../auth/app-registration.ts";
import { isSettingName, keeps, type SettingName } from "./check.ts";
import { policyNamed, type SignInWay, signInWays } from "./policy-schema.ts";
import type { Settings } from "./settings.ts";

/** How the network is reached, where a policy says so. */
export type ProxyPolicy =
  | { readonly mode: "system" | "direct" }
  | { readonly mode: "fixed"; readonly server: string; readonly bypass: string }
  | { readonly mode: "pac"; readonly url: string };

/** What the organisation has decided. */
export interface Policies {
  /** Who did, in words: "your organisation". */
  readonly managedBy: string;
  /** Each setting that is held, with its value. */
  readonly settings: Partial<Settings>;
  /** Null allows all of them. */
  readonly signInWays: readonly SignInWay[] | null;
  /** Address of the widget's `app.html`; null for the brand's. */
  readonly widgetUrl: string | null;
  /** Null leaves it to the system. */
  readonly proxy: ProxyPolicy | null;
}

/** A policy that is not in force although it was set. */
export interface RefusedPolicy {
  readonly name: string;
  /**
   * "unknown": this version has none of that name; "value": it cannot be that; "conflict": another one rules it out;
   * "unguarded": others than an administrator could have set it.
   */
  readonly because: "unknown" | "value" | "conflict" | "unguarded";
}

export interface PolicyReading {
  readonly policies: Policies;
  readonly refused: readonly RefusedPolicy[];
}

const ANONYMOUS = "your organisation";

export const noPolicies: Policies = {
  managedBy: ANONYMOUS,
  settings: {},
  signInWays: null,
  widgetUrl: null,
  proxy: null,
};

/** Names that are no policies and need no remark: JSON's own, and those of the profile that macOS leaves in its list. */
const isRemark = (name: string): boolean => /^(\$schema|\$comment|Payload[A-Z]\w*)$/.test(name);

/**
 * Reads what an administrator has set, by name. Each value that cannot be used is refused by itself; the others
 * stay in force.
 *
 * @param set from a file, the registry or managed preferences, already as JSON's types
 */
export function parsePolicies(set: Readonly<Record<string, unknown>>): PolicyReading {
  const refused: RefusedPolicy[] = [];
  const good: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(set)) {
    if (isRemark(name)) continue;
    const policy = policyNamed(name);
    if (policy === null) refused.push({ name: safeName(name), because: "unknown" });
    else if (!keeps(policy.rule, value) || !isUsable(name, value)) refused.push({ name, because: "value" });
    else good[name] = value;
  }
  const conflict = (name: string): void => void refused.push({ name, because: "conflict" });
  const ways = readWays(good.signInWays);
  const proxy = readProxy(good, conflict);
  return {
    policies: {
      managedBy: typeof good.managedBy === "string" ? good.managedBy.trim() : ANONYMOUS,
      settings: heldSettings(good, ways, conflict),
      signInWays: ways,
      widgetUrl: typeof good.widgetUrl === "string" ? good.widgetUrl : null,
      proxy,
    },
    refused,
  };
}

/** What counts of a source that others than administrators may have written, and what does not. */
export function onlyHarmless(set: Readonly<Record<string, unknown>>): {
  readonly counts: Readonly<Record<string, unknown>>;
  readonly refused: readonly RefusedPolicy[];
} {
  // What is no policy at all is refused by its name later.
  const doesCount = (name: string): boolean => policyNamed(name)?.harmless ?? true;
  const entries = Object.entries(set);
  return {
    counts: Object.fromEntries(entries.filter(([name]) => doesCount(name))),
    refused: entries
      .filter(([name]) => !doesCount(name))
      .map(([name]) => ({ name, because: "unguarded" }) as const),
  };
}

/** What JSON Schema does not say. */
function isUsable(name: string, value: unknown): boolean {
  switch (name) {
    case "serverUrl":
      return value === "" || serverOrigin("custom", String(value)) !== null;
    case "widgetUrl":
    case "proxyPac":
      return URL.canParse(String(value)) && new URL(String(value)).username === "";
    case "signInWays":
      // Nobody could sign in.
      return Array.isArray(value) && value.length > 0;
    default:
      return true;
  }
}

function readWays(value: unknown): readonly SignInWay[] | null {
  return Array.isArray(value) ? signInWays.filter((way) => value.includes(way)) : null;
}

function readProxy(
  good: Readonly<Record<string, unknown>>,
  conflict: (name: string) => void,
): ProxyPolicy | null {
  const text = (name: string): string | null => (typeof good[name] === "string" ? String(good[name]) : null);
  const server = text("proxyServer");
  const url = text("proxyPac");
  switch (good.proxyMode) {
    case "system":
    case "direct":
      return { mode: good.proxyMode };
    case "fixed":
      if (server !== null) return { mode: "fixed", server, bypass: text("proxyBypass") ?? "" };
      break;
    case "pac":
      if (url !== null) return { mode: "pac", url };
      break;
    default:
      return null;
  }
  conflict("proxyMode");
  return null;
}

/** The settings that are held: those named, and those that follow from another policy. */
function heldSettings(
  good: Readonly<Record<string, unknown>>,
  ways: readonly SignInWay[] | null,
  conflict: (name: string) => void,
): Partial<Settings> {
  const held: Partial<Record<SettingName, unknown>> = {};
  for (const [name, value] of Object.entries(good)) if (isSettingName(name)) held[name] = value;
  if (held.server !== undefined) {
    const url = held.serverUrl ?? "";
    if (held.server === "custom" && url === "") {
      conflict("server");
      delete held.server;
      delete held.serverUrl;
    } else held.serverUrl = held.server === "custom" ? url : "";
  }
  if (good.alwaysConfirmLinks === true) held.trustedSources = [];
  if (ways !== null) {
    for (const [name, value] of Object.entries(settingsOfWays(ways))) {
      if (!isSettingName(name)) continue;
      if (held[name] !== undefined && held[name] !== value) conflict(name);
      held[name] = value;
    }
    if (held.redirect !== undefined && !allowsRedirect(ways, held.redirect)) {
      conflict("redirect");
      delete held.redirect;
    }
  }
  // The rule of each setting has vouched for its value.
  return held as Partial<Settings>;
}

/** What cannot be chosen any more. */
function settingsOfWays(ways: readonly SignInWay[]): Partial<Settings> {
  const redirects = ways.filter((way) => way !== "jwt");
  const [only] = redirects;
  return {
    allowSignInWindow: ways.includes("window"),
    ...(ways.includes("jwt") ? {} : { method: "browser" }),
    ...(redirects.length === 0 ? { method: "jwt" } : {}),
    ...(redirects.length === 1 && only !== undefined ? { redirect: only } : {}),
  };
}

function allowsRedirect(ways: readonly SignInWay[], redirect: unknown): boolean {
  if (redirect === "automatic") return ways.includes("scheme") && ways.includes("loopback");
  return ways.some((way) => way === redirect);
}

/** A name that came from a file, for a log line and the settings page. */
function safeName(name: string): string {
  return name.replace(/[^\w.$-]/g, "?").slice(0, 60);
}
