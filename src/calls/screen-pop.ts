import type { Notice } from "../ipc/channels.ts";

/** What a template may ask for, each by its name in braces. */
export const popPlaceholders = ["number", "e164", "name", "queue", "callId", "direction"] as const;
export type PopPlaceholder = (typeof popPlaceholders)[number];

/** What is put in for them; "" for what the call does not have. */
export type PopValues = Readonly<Record<PopPlaceholder, string>>;

/** A template that has been looked at; nothing else is ever filled in. */
export interface ScreenPopTemplate {
  /** "https://crm.example.com" */
  readonly origin: string;
  readonly host: string;
  /** Behind the origin, cut at `/`, so that a value can be kept from being a dot segment. */
  readonly path: readonly Piece[][];
  readonly query: readonly Piece[] | null;
  readonly fragment: readonly Piece[][] | null;
}

type Piece = { readonly text: string } | { readonly placeholder: PopPlaceholder };

export type ScreenPopReading =
  | { readonly ok: true; readonly template: ScreenPopTemplate }
  | { readonly ok: false; readonly notice: Notice };

export const MAX_TEMPLATE = 1000;
/** In characters; a name that is longer tells no more. */
const MAX_VALUE = 200;

/** For the preview and the trial; the number is one of those that are given to nobody (NANPA, 555-01XX). */
export const exampleCall: PopValues = {
  number: "+14155550142",
  e164: "+14155550142",
  name: "Ada Lovelace",
  queue: "Sales",
  callId: "example-call",
  direction: "inbound",
};

/**
 * Reads an address with placeholders such as `{number}`. They may stand in the path, in the value of a query
 * parameter and in the fragment, where no value can change which server is asked, nor for which kind of page.
 *
 * @returns the template, or a notice: `screen-pop/too-long`, `/not-https`, `/strange-characters`, `/placeholder-in-host`,
 *   `/user-in-address`, `/unknown-placeholder`, `/brace`, `/percent`, `/dot-segment`, `/placeholder-as-name`, `/not-an-address`
 */
export function parseScreenPop(written: string): ScreenPopReading {
  const text = written.trim();
  if (text.length > MAX_TEMPLATE)
    return refused("too-long", "The address is longer than 1,000 characters.", "Use a shorter one.");
  if (!/^https:\/\//i.test(text))
    return refused("not-https", "The address does not begin with https://.", "Only such pages are opened.");
  // What the URL Standard takes for a slash, drops or encodes would not be where it seems to be.
  if (/[\s\p{C}\\"<>^`|]/u.test(text))
    return refused(
      "strange-characters",
      "The address has a character that no web address has.",
      "Leave out spaces, backslashes and quotes, or write them as %20 and so on.",
    );
  const [, authority = "", path = "", query, fragment] =
    /^https:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/i.exec(text) ?? [];
  if (/[{}]/.test(authority))
    return refused(
      "placeholder-in-host",
      "A placeholder stands in the name of the server.",
      "Put placeholders behind the first slash only, so that no caller can choose which server is asked.",
    );
  if (authority.includes("@"))
    return refused(
      "user-in-address",
      "The address has a user name or a password in it.",
      "Leave out everything up to the @; sign in to the page in your browser.",
    );
  const problem = problemIn(path, query ?? "", fragment ?? "");
  if (problem !== null) return problem;
  const address = `https://${authority}`;
  const origin = URL.canParse(address) ? new URL(address) : null;
  // A host that is not written as it is read (percent signs, numbers in other bases) is not worth guessing at.
  if (origin === null || authority.includes("%") || origin.hostname === "")
    return refused(
      "not-an-address",
      "This is not a web address.",
      "Copy it from your browser, then put placeholders in.",
    );
  return {
    ok: true,
    template: {
      origin: origin.origin,
      host: origin.host,
      path: segments(path),
      query: query === undefined ? null : pieces(query),
      fragment: fragment === undefined ? null : segments(fragment),
    },
  };
}

/**
 * The address for a call: of the template's origin, with as many path segments and the same query parameters,
 * whatever the values are. A value that is nothing but the dots of "." and ".." is left out where it would be all of
 * a path segment: such a segment means another page (URL Standard, "double-dot URL path segment").
 */
export function screenPopUrl(template: ScreenPopTemplate, values: PopValues): string {
  const { origin, path, query, fragment } = template;
  return [
    origin,
    path.map((segment) => fillSegment(segment, values)).join("/"),
    query === null ? "" : `?${fill(query, values)}`,
    fragment === null ? "" : `#${fragment.map((segment) => fillSegment(segment, values)).join("/")}`,
  ].join("");
}

/** The value as it is put in: shortened, and without what is half a character. */
export function popValue(value: string): string {
  const short = Array.from(value).slice(0, MAX_VALUE).join("");
  return short.replace(/\p{Surrogate}/gu, "\ufffd");
}

function problemIn(path: string, query: string, fragment: string): ScreenPopReading | null {
  const behind = `${path}?${query}#${fragment}`;
  const unknown = [...behind.matchAll(/\{([^{}]*)\}/g)].find(([, name = ""]) => !isPlaceholder(name));
  if (unknown !== undefined)
    return refused(
      "unknown-placeholder",
      `There is no placeholder ${unknown[0].slice(0, 40)}.`,
      `These can be used: ${popPlaceholders.map((name) => `{${name}}`).join(" ")}.`,
    );
  const plain = behind.replace(/\{[^{}]*\}/g, "{}");
  if (/[{}]/.test(plain.replaceAll("{}", "")))
    return refused("brace", "A brace has no partner.", "Write placeholders as {number}.");
  if (/%(?![0-9a-f]{2})/i.test(plain))
    return refused(
      "percent",
      "A percent sign is not followed by two hexadecimal digits.",
      "Write it as %25.",
    );
  if ([path, fragment].some((part) => part.split("/").some(isDotted)))
    return refused(
      "dot-segment",
      "A part of the address between two slashes begins as “.” or “..”, which means another page.",
      "Write the address out in full.",
    );
  const names = query.split("&").map((parameter) => parameter.split("=", 1)[0] ?? "");
  if (names.some((name) => /[{}]/.test(name)))
    return refused(
      "placeholder-as-name",
      "A placeholder stands for the name of a parameter.",
      "Put it behind an equals sign, as in ?phone={number}.",
    );
  return null;
}

/** Whether the text of a segment, without its placeholders, is there and has only dots. */
function isDotted(segment: string): boolean {
  return /^(?:\.|%2e)+$/i.test(segment.replace(/\{[^{}]*\}/g, ""));
}

function isPlaceholder(name: string): name is PopPlaceholder {
  return popPlaceholders.some((each) => each === name);
}

function segments(text: string): Piece[][] {
  return text.split("/").map(pieces);
}

function pieces(text: string): Piece[] {
  return text
    .split(/(\{[^{}]*\})/)
    .filter((part) => part !== "")
    .map((part) => {
      const name = part.slice(1, -1);
      return part.startsWith("{") && isPlaceholder(name) ? { placeholder: name } : { text: part };
    });
}

function fill(parts: readonly Piece[], values: PopValues): string {
  return parts.map((part) => ("text" in part ? part.text : encoded(values[part.placeholder]))).join("");
}

function fillSegment(parts: readonly Piece[], values: PopValues): string {
  const filled = fill(parts, values);
  return filled === "." || filled === ".." ? "" : filled;
}

/** RFC 3986 section 2.1, everything but letters, digits and `-._~`: also what a shell or a page could take for more. */
function encoded(value: string): string {
  return encodeURIComponent(popValue(value)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function refused(code: string, title: string, nextStep: string): ScreenPopReading {
  return { ok: false, notice: { code: `screen-pop/${code}`, severity: "error", title, nextStep } };
}
