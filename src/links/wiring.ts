import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFileSync } from "atomically";
import type { Parts } from "../app/parts.ts";
import type { ConfirmCallView } from "../ipc/channels.ts";
import type { Pages } from "../pages/electron.ts";
import { confirmCallHeight } from "./confirm-view.ts";
import {
  createDialingRegion,
  type DialingRegion,
  parseRegionRecord,
  regionRecordFile,
} from "./dialing-region.ts";
import { createLinkController, type LinkController } from "./link-controller.ts";

/** What the widget told of the account; beside the settings, since nobody chooses it. */
const REGION_FILE = "account-region.json";

/** How the account dials, remembered from one start to the next. */
export function wireDialingRegion(
  parts: Pick<Parts, "settings" | "scheduler" | "log" | "system" | "links">,
): DialingRegion {
  const { settings, scheduler, log, system } = parts;
  const file = join(system.dataFolder, REGION_FILE);
  return createDialingRegion({
    settings,
    scheduler,
    effects: {
      digest: (account) => createHash("sha256").update(account).digest("hex"),
      recall() {
        try {
          return parseRegionRecord(readFileSync(file, "utf8"));
        } catch {
          return null; // there is none before the first sign-in
        }
      },
      remember(record) {
        try {
          if (record === null) rmSync(file, { force: true });
          else writeFileSync(file, regionRecordFile(record), { mode: 0o600 });
        } catch (cause) {
          log.warn("region.not-remembered", { cause });
        }
      },
      changed: () => parts.links.regionChanged(),
    },
  });
}

/** Links and requests to dial, on their way into the softphone. */
export function wireLinks(
  parts: Pick<
    Parts,
    | "brand"
    | "dialingRegion"
    | "settings"
    | "calls"
    | "scheduler"
    | "log"
    | "system"
    | "pages"
    | "softphone"
    | "session"
  >,
): LinkController {
  const { brand, dialingRegion, settings, calls, scheduler, log, system, pages, softphone } = parts;
  return createLinkController({
    productName: brand.name,
    schemes: { redirectScheme: brand.appId, linkScheme: brand.linkScheme },
    region: dialingRegion,
    settings,
    onCall: () => calls.state().calls.some(({ where, phase }) => where === "here" && phase !== "ringing"),
    scheduler,
    log,
    effects: {
      deliver: softphone.post,
      copy: system.copy,
      showPhone: () => parts.session.bringForward(),
      showOwnPage: pages.show,
      confirm: confirmWindow(pages),
      handleRedirect: (url) => parts.session.handleRedirect(url),
      heldChanged: () => parts.session.refreshView(),
    },
  });
}

/** The confirmation's window, which goes with the last card. */
function confirmWindow(pages: Pages): (view: ConfirmCallView, comesForward: boolean) => void {
  return (view, comesForward) => {
    if (view.card === null) {
      pages.close("confirm-call");
      return;
    }
    if (comesForward) pages.show("confirm-call");
    pages.setHeight("confirm-call", confirmCallHeight(view));
    pages.notify("confirm-call", "confirm-call:view-changed", view);
  };
}
