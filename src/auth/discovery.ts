import { parseJsonObject } from "../app/json.ts";
import type { Notice } from "../ipc/channels.ts";
import type { Settings } from "../settings/settings.ts";
import { discoveryFailedNotice } from "./notices.ts";
import { isRingCentralAddress } from "./ringcentral-host.ts";

/** The servers that Embeddable asks (`getDiscoveryServer` in its src/app.js); of any other it asks production. */
export const DISCOVERY_SERVERS = [
  "https://platform.ringcentral.com",
  "https://platform.devtest.ringcentral.com",
  "https://discovery.ringcentral.biz",
  "https://discovery.ringcentral.com",
  "https://platform.ringcentral.biz",
] as const;

export type DiscoveryServer = (typeof DISCOVERY_SERVERS)[number];

/** Null when the address is not one of them. */
export function parseDiscoveryServer(address: string): DiscoveryServer | null {
  return DISCOVERY_SERVERS.find((server) => server === address) ?? null;
}

/**
 * Who is asked where an account lives: Embeddable's parameter `discoverAppServer`.
 *
 * @param server origin of the chosen platform, asked where no other is given
 * @returns null when discovery is off, and when the widget would not ask that server
 */
export function discoveryServer(
  settings: Pick<Settings, "discovery" | "discoveryServer">,
  server: string,
): DiscoveryServer | null {
  if (!settings.discovery) return null;
  return parseDiscoveryServer(settings.discoveryServer === "" ? server : settings.discoveryServer);
}

/** Of the SDK (`discoveryInitialEndpoint`). */
const INITIAL_PATH = "/.well-known/entry-points/initial";
const ANSWER_LIMIT_MS = 10_000;
const MAX_DOCUMENT_LENGTH = 64 * 1024;

export type Discovered =
  | { readonly ok: true; readonly authorizationUri: string }
  | { readonly ok: false; readonly notice: Notice };

/**
 * Asks for the document that says where users sign in, as `Discovery` of @ringcentral/sdk does. Only
 * `authApi.authorizationUri` of it is used here; the widget asks for the rest itself.
 *
 * @param server origin of the chosen platform, which the address has to belong to if it is not RingCentral's
 */
export async function discoverAuthorization(
  discoveryServer: DiscoveryServer,
  clientId: string,
  server: string,
  fetchDocument: typeof fetch,
): Promise<Discovered> {
  const failed = { ok: false, notice: discoveryFailedNotice } as const;
  try {
    const url = `${discoveryServer}${INITIAL_PATH}?${new URLSearchParams({ clientId })}`;
    const response = await fetchDocument(url, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
    const text = response.ok ? await response.text() : "";
    const uri = text.length > MAX_DOCUMENT_LENGTH ? null : authorizationUriOf(text);
    if (uri === null || !isRingCentralAddress(uri, server) || /[?#]/.test(uri)) return failed;
    return { ok: true, authorizationUri: uri };
  } catch {
    // No network, or no answer in time: for the user the same as a document that cannot be used.
    return failed;
  }
}

function authorizationUriOf(document: string): string | null {
  const authApi = parseJsonObject(document)?.authApi;
  const uri: unknown =
    typeof authApi === "object" && authApi !== null ? Reflect.get(authApi, "authorizationUri") : null;
  return typeof uri === "string" ? uri : null;
}

/** What a redirect may say about the account's own servers; the widget sends code and tokens there. */
const ENDPOINTS = ["token_uri", "discovery_uri"] as const;

/** Whether the redirect names servers that only a widget which gets the whole redirect would use. */
export function namesEndpoints(redirect: URLSearchParams): boolean {
  return ENDPOINTS.some((name) => redirect.has(name));
}

/** False when the redirect names a server that is not RingCentral's, nor the chosen one, or names one twice. */
export function hasOwnEndpoints(redirect: URLSearchParams, server: string): boolean {
  return ENDPOINTS.every((name) => {
    const given = redirect.getAll(name);
    return given.length <= 1 && given.every((address) => isRingCentralAddress(address, server));
  });
}
