import type { Parts } from "../app/parts.ts";
import type { ConfirmCallView } from "../ipc/channels.ts";
import type { Pages } from "../pages/electron.ts";
import { confirmCallHeight } from "./confirm-view.ts";
import { createLinkController, type LinkController } from "./link-controller.ts";

/** Links and requests to dial, on their way into the softphone. */
export function wireLinks(
  parts: Pick<
    Parts,
    | "brand"
    | "facts"
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
  const { brand, facts, settings, calls, scheduler, log, system, pages, softphone } = parts;
  return createLinkController({
    productName: brand.name,
    context: () => ({
      redirectScheme: brand.appId,
      linkScheme: brand.linkScheme,
      region: settings.get().region,
      areaCode: facts.areaCode,
    }),
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

/** The confirmation's window: it comes forward for each new card, and goes with the last one. */
function confirmWindow(pages: Pages): (view: ConfirmCallView) => void {
  let askedCard: string | null = null;
  return (view) => {
    const isNew = view.card !== null && view.card.id !== askedCard;
    askedCard = view.card?.id ?? null;
    if (view.card === null) {
      pages.close("confirm-call");
      return;
    }
    if (isNew) pages.show("confirm-call");
    pages.setHeight("confirm-call", confirmCallHeight(view));
    pages.notify("confirm-call", "confirm-call:view-changed", view);
  };
}
