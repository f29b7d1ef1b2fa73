import type { Parts } from "../app/parts.ts";
import { createIntegrations, type Integrations } from "./integrations.ts";

/** What other programs are told, and what they may ask for in return. */
export function wireIntegrations(
  parts: Pick<
    Parts,
    | "brand"
    | "system"
    | "profile"
    | "settings"
    | "vault"
    | "session"
    | "reachability"
    | "control"
    | "settingsPage"
    | "scheduler"
    | "log"
  >,
): Integrations {
  const { brand, system, profile, settings, vault, session, reachability, control, scheduler, log } = parts;
  return createIntegrations({
    productName: brand.name,
    appVersion: system.version,
    profile,
    settings,
    vault,
    session: session.status,
    reachability: reachability.now,
    ...control,
    copy: system.copy,
    openBrowser: system.openAddress,
    changed: () => parts.settingsPage.changed(),
    scheduler,
    log,
  });
}
