import { createHash } from "node:crypto";
import type { LoggedRequest, Secret } from "../types.ts";

/**
 * Fields of the OAuth endpoints that a report may show. An allow-list, so that a parameter nobody thought of is
 * masked rather than printed.
 */
const openOauthFields = new Set([
  "access_token_ttl",
  "brand_id",
  "client_id",
  "code_challenge",
  "code_challenge_method",
  "decision",
  "discovery",
  "display",
  "expires_in",
  "grant_type",
  "localeId",
  "prompt",
  "redirect_uri",
  "refresh_token_ttl",
  "response_type",
  "scope",
  "state",
  "ui_locales",
  "ui_options",
]);

const secretName = /token|secret|password|verifier|assertion|jwt|callbackuri|authorizationcode|^code$|^pin$/i;

/** A copy of the request that may be written into reports: secrets replaced by short fingerprints. */
export function redactRequest(entry: LoggedRequest, secrets: readonly Secret[]): LoggedRequest {
  const isOauth = entry.path.startsWith("/restapi/oauth/");
  const maskFields = (fields: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        isSecret(name, isOauth) ? mask(name, value) : scrubText(value, secrets),
      ]),
    );
  return {
    ...entry,
    path: scrubText(entry.path, secrets),
    query: maskFields(entry.query),
    form: entry.form === null ? null : maskFields(entry.form),
    json: scrubJson(entry.json, secrets),
  };
}

function isSecret(name: string, isOauth: boolean): boolean {
  return isOauth ? !openOauthFields.has(name) : secretName.test(name);
}

/**
 * `[code 3f2a91]`: the same value gives the same fingerprint, so that a reader can still see that the verifier
 * sent is the one asked for. Passwords are guessable and get none.
 */
function mask(name: string, value: string): string {
  if (value === "") return "";
  if (/password|pin/i.test(name)) return `[${name}]`;
  return `[${name} ${createHash("sha256").update(value).digest("hex").slice(0, 6)}]`;
}

/** Replaces every known secret inside a text, also where it is percent-encoded. */
function scrubText(text: string, secrets: readonly Secret[]): string {
  let clean = text;
  for (const { kind, value } of secrets) {
    for (const form of new Set([value, encodeURIComponent(value)])) {
      if (clean.includes(form)) clean = clean.replaceAll(form, mask(kind, value));
    }
  }
  return clean;
}

function scrubJson(value: unknown, secrets: readonly Secret[], name = ""): unknown {
  if (typeof value === "string") return secretName.test(name) ? mask(name, value) : scrubText(value, secrets);
  if (Array.isArray(value)) return value.map((item) => scrubJson(item, secrets, name));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, scrubJson(item, secrets, key)]),
    );
  }
  return value;
}
