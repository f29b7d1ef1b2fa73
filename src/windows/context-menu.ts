/** What Electron tells of the place that was clicked (`ContextMenuParams` in its documentation). */
export interface ClickedPlace {
  readonly isEditable: boolean;
  readonly selectionText: string;
  /** "" where there is no link. */
  readonly linkURL: string;
  readonly misspelledWord: string;
  readonly dictionarySuggestions: readonly string[];
  readonly editFlags: {
    readonly canCut: boolean;
    readonly canCopy: boolean;
    readonly canPaste: boolean;
    readonly canSelectAll: boolean;
    /** The field keeps fonts and the like, so that pasting without them is something else. */
    readonly canEditRichly: boolean;
  };
}

export type ContextAction =
  | { readonly do: "cut" | "copy" | "paste" | "paste-plain" | "select-all" }
  | { readonly do: "replace-word"; readonly word: string }
  | { readonly do: "learn-word"; readonly word: string }
  | { readonly do: "copy-text"; readonly text: string }
  /** `written` as it stands on the page. */
  | { readonly do: "call"; readonly written: string };

export type ContextEntry =
  | { readonly kind: "separator" }
  | { readonly kind: "text"; readonly label: string }
  | {
      readonly kind: "action";
      readonly label: string;
      readonly enabled: boolean;
      readonly action: ContextAction;
    };

export interface ContextOptions {
  /** The number in the form people read, where the text is one that can be called; else null. */
  readonly numberIn: (text: string) => string | null;
}

const MAX_SUGGESTIONS = 5;
/** Links of these go to the clipboard as what they name, without the scheme. */
const NAMED_BY_LINK: Readonly<Record<string, string>> = {
  "tel:": "Copy number",
  "callto:": "Copy number",
  "sms:": "Copy number",
  "mailto:": "Copy email address",
};

/** The menu for what was clicked; empty where there is nothing to do. */
export function contextMenu(place: ClickedPlace, options: ContextOptions): readonly ContextEntry[] {
  const groups = [
    spelling(place),
    calling(place, options),
    linkEntries(place),
    place.isEditable ? editing(place) : reading(place),
  ];
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? group : [{ kind: "separator" } as const, ...group]));
}

function spelling({ isEditable, misspelledWord, dictionarySuggestions }: ClickedPlace): ContextEntry[] {
  if (!isEditable || misspelledWord === "") return [];
  const suggestions = dictionarySuggestions
    .slice(0, MAX_SUGGESTIONS)
    .map((word) => entry(word, { do: "replace-word", word }));
  return [
    ...(suggestions.length === 0 ? [{ kind: "text", label: "No suggestions" } as const] : suggestions),
    entry("Add to dictionary", { do: "learn-word", word: misspelledWord }),
  ];
}

/** A number under the link comes before one that happens to be selected. */
function calling({ linkURL, selectionText }: ClickedPlace, { numberIn }: ContextOptions): ContextEntry[] {
  for (const written of [named(linkURL, ["tel:", "callto:"]), selectionText.trim()]) {
    const shown = written === "" ? null : numberIn(written);
    if (shown !== null) return [entry(`Call ${shown}`, { do: "call", written })];
  }
  return [];
}

function linkEntries({ linkURL }: ClickedPlace): ContextEntry[] {
  if (!URL.canParse(linkURL)) return [];
  const { protocol } = new URL(linkURL);
  const label = Object.hasOwn(NAMED_BY_LINK, protocol) ? NAMED_BY_LINK[protocol] : undefined;
  if (label !== undefined) return [entry(label, { do: "copy-text", text: named(linkURL, [protocol]) })];
  return protocol === "https:" || protocol === "http:"
    ? [entry("Copy link", { do: "copy-text", text: linkURL })]
    : [];
}

/** What a link of one of these schemes names: "mailto:ada@example.com?subject=x" is "ada@example.com". */
function named(url: string, schemes: readonly string[]): string {
  const scheme = schemes.find((each) => url.toLowerCase().startsWith(each));
  const rest = scheme === undefined ? "" : (url.slice(scheme.length).split(/[?#]/)[0] ?? "");
  try {
    return decodeURIComponent(rest);
  } catch {
    return rest;
  }
}

function editing({ editFlags }: ClickedPlace): ContextEntry[] {
  return [
    entry("Cut", { do: "cut" }, editFlags.canCut),
    entry("Copy", { do: "copy" }, editFlags.canCopy),
    entry("Paste", { do: "paste" }, editFlags.canPaste),
    ...(editFlags.canEditRichly
      ? [entry("Paste as plain text", { do: "paste-plain" }, editFlags.canPaste)]
      : []),
    { kind: "separator" },
    entry("Select all", { do: "select-all" }, editFlags.canSelectAll),
  ];
}

function reading({ selectionText, editFlags }: ClickedPlace): ContextEntry[] {
  return selectionText.trim() === "" ? [] : [entry("Copy", { do: "copy" }, editFlags.canCopy)];
}

function entry(label: string, action: ContextAction, enabled = true): ContextEntry {
  return { kind: "action", label, enabled, action };
}
