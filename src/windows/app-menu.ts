import type { ZoomChange } from "./zoom.ts";

/** What the menu's entries and their keys do, for the window that has the focus. */
export type MenuAction =
  | { readonly do: "settings" | "reload" | "close" | "quit" | "show-phone" | "dev-tools" }
  | { readonly do: "zoom"; readonly change: ZoomChange }
  | { readonly do: "open-address"; readonly url: string };

/** Entries that macOS fills in by itself, or that only exist there (Electron's documentation of `MenuItem.role`). */
type MenuRole =
  | "about"
  | "services"
  | "hide"
  | "hideOthers"
  | "unhide"
  | "undo"
  | "redo"
  | "cut"
  | "copy"
  | "paste"
  | "pasteAndMatchStyle"
  | "delete"
  | "selectAll"
  | "startSpeaking"
  | "stopSpeaking"
  | "togglefullscreen"
  | "minimize"
  | "zoom"
  | "front";

export type AppMenuEntry =
  | { readonly kind: "separator" }
  | { readonly kind: "role"; readonly role: MenuRole; readonly label?: string }
  | {
      readonly kind: "action";
      readonly label: string;
      /** As Electron writes accelerators, or null. */
      readonly keys: string | null;
      readonly action: MenuAction;
      /** Other keys for the same, which the menu does not show. */
      readonly alsoKeys?: readonly string[];
    }
  | {
      readonly kind: "menu";
      readonly label: string;
      /** macOS adds its own entries to menus of these names. */
      readonly role?: "services" | "windowMenu" | "help";
      readonly entries: readonly AppMenuEntry[];
    };

export interface AppMenuFacts {
  readonly productName: string;
  readonly platform: NodeJS.Platform;
  /** Not packaged: the page's tools are at hand. */
  readonly isDeveloping: boolean;
  readonly support: { readonly website: string; readonly help: string };
}

const separator: AppMenuEntry = { kind: "separator" };

/**
 * The application's menu. macOS shows it at the top of the screen; elsewhere no window shows it, and it only holds the
 * keys.
 */
export function appMenu(facts: AppMenuFacts): readonly AppMenuEntry[] {
  return facts.platform === "darwin" ? macMenu(facts) : [hiddenMenu(facts)];
}

const settings = action("Settings…", "CommandOrControl+,", { do: "settings" });
const close = action("Close Window", "CommandOrControl+W", { do: "close" });
const quit = (label: string): AppMenuEntry => action(label, "CommandOrControl+Q", { do: "quit" });

function macMenu({ productName, isDeveloping, support }: AppMenuFacts): readonly AppMenuEntry[] {
  return [
    {
      kind: "menu",
      label: productName,
      entries: [
        role("about", `About ${productName}`),
        separator,
        settings,
        separator,
        role("services"),
        separator,
        role("hide", `Hide ${productName}`),
        role("hideOthers"),
        role("unhide"),
        separator,
        quit(`Quit ${productName}`),
      ],
    },
    {
      kind: "menu",
      label: "Edit",
      entries: [
        role("undo"),
        role("redo"),
        separator,
        role("cut"),
        role("copy"),
        role("paste"),
        role("pasteAndMatchStyle"),
        role("delete"),
        role("selectAll"),
        separator,
        { kind: "menu", label: "Speech", entries: [role("startSpeaking"), role("stopSpeaking")] },
      ],
    },
    {
      kind: "menu",
      label: "View",
      entries: [...viewEntries(isDeveloping), separator, role("togglefullscreen")],
    },
    {
      kind: "menu",
      label: "Window",
      role: "windowMenu",
      entries: [
        role("minimize"),
        role("zoom"),
        close,
        separator,
        action(productName, "CommandOrControl+1", { do: "show-phone" }),
        separator,
        role("front"),
      ],
    },
    {
      kind: "menu",
      label: "Help",
      role: "help",
      entries: [
        action(`${productName} Help`, null, { do: "open-address", url: support.help }),
        action("Website", null, { do: "open-address", url: support.website }),
      ],
    },
  ];
}

function hiddenMenu({ productName, isDeveloping }: AppMenuFacts): AppMenuEntry {
  return {
    kind: "menu",
    label: productName,
    entries: [settings, ...viewEntries(isDeveloping), close, quit("Quit")],
  };
}

function viewEntries(isDeveloping: boolean): readonly AppMenuEntry[] {
  return [
    action("Reload Phone", "CommandOrControl+R", { do: "reload" }),
    separator,
    action("Actual Size", "CommandOrControl+0", { do: "zoom", change: "reset" }, ["CommandOrControl+num0"]),
    // The key of "=" is where many keyboards have "+", and is pressed without Shift.
    action("Zoom In", "CommandOrControl+Plus", { do: "zoom", change: "in" }, [
      "CommandOrControl+=",
      "CommandOrControl+numadd",
    ]),
    action("Zoom Out", "CommandOrControl+-", { do: "zoom", change: "out" }, ["CommandOrControl+numsub"]),
    ...(isDeveloping ? [separator, action("Developer Tools", "F12", { do: "dev-tools" })] : []),
  ];
}

function action(
  label: string,
  keys: string | null,
  what: MenuAction,
  alsoKeys: readonly string[] = [],
): AppMenuEntry {
  return { kind: "action", label, keys, action: what, ...(alsoKeys.length === 0 ? {} : { alsoKeys }) };
}

function role(name: MenuRole, label?: string): AppMenuEntry {
  return { kind: "role", role: name, ...(label === undefined ? {} : { label }) };
}
