import { randomUUID } from "node:crypto";
import { userById } from "../account.ts";
import type { Clock, SandboxUser } from "../types.ts";

/** Tickets of `POST /restapi/oauth/wstoken`: each lets its holder open WebSockets for ten minutes. */
export interface Tickets {
  create(user: SandboxUser): string;
  check(ticket: string): SandboxUser | undefined;
  revokeAll(): void;
}

const lifetimeMs = 600_000;

export function createTickets(now: Clock): Tickets {
  const known = new Map<string, { readonly extensionId: string; readonly until: number }>();
  return {
    create(user) {
      const ticket = `ws-${randomUUID()}`;
      known.set(ticket, {
        extensionId: user.extensionId,
        until: now() + lifetimeMs,
      });
      return ticket;
    },
    check(ticket) {
      const found = known.get(ticket);
      return found !== undefined && found.until > now() ? userById(found.extensionId) : undefined;
    },
    revokeAll: () => known.clear(),
  };
}
