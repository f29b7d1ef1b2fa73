import type { Notice, ServerName } from "../ipc/channels.ts";
import type { Secret } from "../vault/secret.ts";
import type { DiscoveryServer } from "./discovery.ts";
import { clientIdMissingNotice, serverUnusableNotice } from "./notices.ts";
import { SERVERS } from "./ringcentral-host.ts";

/** How the app is known to RingCentral. */
export interface AppRegistration {
  readonly clientId: string;
  /** Origin of the platform, `https://platform.ringcentral.com`. */
  readonly server: string;
  /** For apps registered as confidential; null for public clients, which use PKCE. */
  readonly clientSecret: Secret | null;
  /** Who is asked where the account lives; null without discovery. */
  readonly discovery: DiscoveryServer | null;
}

/**
 * The origin of the chosen server; null for a custom address that the widget would not take: it wants https and
 * nothing behind the host.
 */
export function serverOrigin(server: ServerName, serverUrl: string): string | null {
  if (server !== "custom") return SERVERS[server];
  if (!URL.canParse(serverUrl)) return null;
  const { protocol, origin, pathname, search, hash, username, password } = new URL(serverUrl);
  const isBare = [search, hash, username, password].every((part) => part === "") && pathname === "/";
  return protocol === "https:" && isBare ? origin : null;
}

/** Checks what the user gave; returns why it cannot be used, or null. */
export function registrationProblem(clientId: string, server: string | null): Notice | null {
  if (!/^[A-Za-z0-9_-]{1,200}$/.test(clientId)) return clientIdMissingNotice;
  return server === null ? serverUnusableNotice : null;
}
