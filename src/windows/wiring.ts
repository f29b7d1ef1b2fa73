import type { Parts } from "../app/parts.ts";
import { callNow } from "../links/call-now.ts";
import { displayNumber } from "../links/phone-number.ts";
import { clipboardNumber } from "../tray/clipboard-number.ts";
import type { WindowCareOptions } from "./electron.ts";

/** What menus and keys of every window do. */
export function windowCareOptions(
  parts: Pick<
    Parts,
    "brand" | "settings" | "windowMemory" | "system" | "pages" | "links" | "session" | "guard"
  >,
): WindowCareOptions {
  const { brand, settings, windowMemory, system } = parts;
  const reloadPhone = async (): Promise<void> => {
    const reload = (): void => void parts.session.reloadPhone({ clearData: false });
    const answer = await parts.guard.ask("reload");
    if (answer === "now") reload();
    else if (answer === "after-call") parts.guard.whenIdle(reload);
  };
  return {
    memory: windowMemory,
    menu: { productName: brand.name, support: brand.support },
    numberIn: (text) => {
      const number = clipboardNumber(text, settings.get().region);
      return number === null ? null : displayNumber(number);
    },
    effects: {
      call: (written) => void callNow(parts, written),
      copy: system.copy,
      showSettings: () => parts.pages.show("settings"),
      showPhone: () => parts.session.bringForward(),
      reloadPhone: () => void reloadPhone(),
      openAddress: (url) => void system.openAddress(url),
      quit: system.quit,
    },
  };
}
