/**
 * Finds the address of Embeddable in a pasted text, without running any of it: a bare address, an attribute, or
 * JavaScript that puts the address together from strings and variables.
 */

/** Stands in an address for what only running the snippet would tell. */
export const UNKNOWN = "\u0000";

/** No variable may grow beyond it: `b = a + a; c = b + b; ...` doubles with each line. */
const MAX_VALUE_LENGTH = 8 * 1024;
/** What all values together may come to: no work for long texts that only repeat themselves. */
const MAX_VALUES_LENGTH = 1024 * 1024;
const EMBEDDABLE = /(?:^|\/)(?:adapter\.js|app\.html)$/;

/** The addresses of `adapter.js` and `app.html` in the order of the text. */
export function findAddresses(text: string): readonly string[] {
  const pasted = decodeEntities(text).trim();
  if (/^https?:[^\s"'`<>]+$/i.test(pasted)) return [pasted].filter(isEmbeddable);
  const { values, uncommented } = scan(pasted);
  // What stands in no string: an address in running text, an attribute without quotation marks.
  const bare = uncommented.match(/https?:\/\/[^\s"'`<>\\]{1,8192}/gi) ?? [];
  return [...values, ...bare].filter(isEmbeddable);
}

function isEmbeddable(address: string): boolean {
  return EMBEDDABLE.test(address.split(/[?#]/, 1)[0] ?? "");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&#38;": "&",
  "&#x26;": "&",
  "&quot;": '"',
  "&#34;": '"',
  "&#39;": "'",
  "&#x27;": "'",
  "&lt;": "<",
  "&gt;": ">",
};

/** Once, so that no text can be unpacked layer by layer. */
function decodeEntities(text: string): string {
  return text.replace(/&(?:amp|quot|lt|gt|#38|#34|#39|#x26|#x27);/gi, (entity) => {
    return ENTITIES[entity.toLowerCase()] ?? entity;
  });
}

interface Scan {
  /** What every string expression of the text comes to. */
  readonly values: readonly string[];
  readonly uncommented: string;
}

/** Goes over the text once. */
function scan(text: string): Scan {
  const variables = new Map<string, string>();
  const values: string[] = [];
  const kept: string[] = [];
  let at = 0;
  let keptFrom = 0;
  let left = MAX_VALUES_LENGTH;
  while (at < text.length && left > 0) {
    const commentEnd = endOfComment(text, at);
    if (commentEnd !== null) {
      kept.push(text.slice(keptFrom, at));
      at = commentEnd;
      keptFrom = at;
      continue;
    }
    const word = wordAt(text, at);
    if (word !== null) at = word.end;
    const isValue = word === null ? isQuote(text[at]) : word.isAssigned;
    if (!isValue) {
      if (word === null) at += 1;
      continue;
    }
    const expression = readExpression(text, at, variables);
    at = expression.end;
    if (expression.value === null) continue;
    if (word !== null) variables.set(word.name, expression.value);
    values.push(expression.value);
    left -= expression.value.length;
  }
  kept.push(text.slice(keptFrom));
  return { values, uncommented: kept.join(" ") };
}

/** Where the comment that starts at `at` is over; null when none starts there. */
function endOfComment(text: string, at: number): number | null {
  const until = (end: string, from: number): number => {
    const found = text.indexOf(end, from);
    return found === -1 ? text.length : found + end.length;
  };
  if (text.startsWith("<!--", at)) return until("-->", at + 4);
  if (text.startsWith("/*", at)) return until("*/", at + 2);
  // Not the slashes of an address.
  if (text.startsWith("//", at) && text[at - 1] !== ":") return until("\n", at + 2);
  return null;
}

interface Word {
  readonly name: string;
  /** A value follows: of a variable, a property or an attribute. */
  readonly isAssigned: boolean;
  /** Behind the name and the sign of the assignment. */
  readonly end: number;
}

/** The name or number that starts at `at`. */
function wordAt(text: string, at: number): Word | null {
  const word = /([\w$]+)(\s*[:=]\s*)?/y;
  word.lastIndex = at;
  const found = word.exec(text);
  if (found === null) return null;
  return { name: found[1] ?? "", isAssigned: found[2] !== undefined, end: at + found[0].length };
}

const isQuote = (character: string | undefined): boolean =>
  character === '"' || character === "'" || character === "`";

interface Reading {
  /** Null when there is no string expression. */
  readonly value: string | null;
  /** Where to read on; behind where it was begun, or there when nothing was read. */
  readonly end: number;
}

/** `"text" + name + encodeURIComponent(other.name) + "text"`, in any order. */
function readExpression(text: string, from: number, variables: ReadonlyMap<string, string>): Reading {
  let value = "";
  let end = from;
  let at = from;
  for (;;) {
    const term = isQuote(text[at]) ? readString(text, at, variables) : readName(text, at, variables);
    if (term.value === null) return { value: end === from ? null : value, end: Math.max(end, term.end) };
    value += term.value;
    end = term.end;
    if (value.length > MAX_VALUE_LENGTH) return { value: null, end };
    const plus = /\s*\+\s*/y;
    plus.lastIndex = end;
    if (!plus.test(text)) return { value, end };
    at = plus.lastIndex;
  }
}

/** The value of a variable; with dots before it, the last name counts: `config.clientId`. */
function readName(text: string, from: number, variables: ReadonlyMap<string, string>): Reading {
  const name =
    /(?:(encodeURIComponent)\(\s*)?(?:[A-Za-z_$][\w$]*\.)*([A-Za-z_$][\w$]*)(?![\w$.(])(?:\s*\))?/y;
  name.lastIndex = from;
  const found = name.exec(text);
  if (found === null) return { value: null, end: from };
  const value = variables.get(found[2] ?? "");
  const isEncoded = found[1] !== undefined;
  // The closing parenthesis belongs to something else unless one was opened here.
  const length = isEncoded ? found[0].length : found[0].replace(/\s*\)$/, "").length;
  return { value: value === undefined ? UNKNOWN : isEncoded ? encode(value) : value, end: from + length };
}

/** As `encodeURIComponent`, which throws on half a surrogate pair. */
function encode(value: string): string {
  return new URLSearchParams({ "": value }).toString().slice(1);
}

/** A string of JavaScript or the value of an attribute. One that is not closed ends with its line. */
function readString(text: string, from: number, variables: ReadonlyMap<string, string>): Reading {
  const quote = text[from];
  const parts: string[] = [];
  let at = from + 1;
  while (at < text.length) {
    const character = text[at];
    if (character === quote) return { value: parts.join(""), end: at + 1 };
    if (character === "\n" && quote !== "`") return { value: null, end: at };
    if (character === "\\") {
      const escaped = readEscape(text, at);
      parts.push(escaped.value);
      at = escaped.end;
    } else if (quote === "`" && text.startsWith("${", at)) {
      const inner = readName(text, at + 2, variables);
      const isWhole = inner.value !== null && text[inner.end] === "}";
      parts.push(isWhole ? (inner.value ?? UNKNOWN) : UNKNOWN);
      at = isWhole ? inner.end + 1 : at + 2;
    } else {
      parts.push(character ?? "");
      at += 1;
    }
  }
  return { value: null, end: text.length };
}

/** `\/`, `\"`, `\u0026`, `\x26`: what address writers use. */
function readEscape(text: string, at: number): { readonly value: string; readonly end: number } {
  const code = /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2}))/iy;
  code.lastIndex = at;
  const found = code.exec(text);
  const hex = found?.[1] ?? found?.[2];
  if (found === null || hex === undefined) return { value: text[at + 1] ?? "", end: at + 2 };
  return { value: String.fromCharCode(Number.parseInt(hex, 16)), end: at + found[0].length };
}
