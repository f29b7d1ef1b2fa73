import type { Parts } from "../app/parts.ts";
import { type CallGuard, createCallGuard } from "./call-guard.ts";

/** The question before a call is lost, on a page of its own. */
export function wireGuard({
  brand,
  calls,
  scheduler,
  pages,
}: Pick<Parts, "brand" | "calls" | "scheduler" | "pages">): CallGuard {
  return createCallGuard({
    productName: brand.name,
    calls,
    scheduler,
    effects: {
      show: () => pages.show("question"),
      changed: (view) => pages.notify("question", "question:view-changed", view),
      close: () => pages.close("question"),
    },
  });
}

/** Who hears of calls, in this order. */
export function followCalls({
  calls,
  tray,
  reachability,
  links,
  notifications,
  integrations,
  featureReload,
}: { readonly calls: Pick<Parts["calls"], "onChanged"> } & Pick<
  Parts,
  "tray" | "reachability" | "links" | "notifications" | "integrations" | "featureReload"
>): void {
  calls.onChanged(tray.callsChanged);
  calls.onChanged(reachability.callsChanged);
  calls.onChanged(links.callsChanged);
  calls.onChanged(notifications.callsChanged);
  calls.onChanged(integrations.callsChanged);
  calls.onChanged(featureReload.look);
}
