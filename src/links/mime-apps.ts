/**
 * Edits of `mimeapps.list`, which says what opens what (Association between MIME types and applications 1.0.1). The
 * file is the user's: every line that is not about the handler and type in question stays as it is, byte for byte.
 */

const DEFAULT = "[Default Applications]";
const ADDED = "[Added Associations]";
const REMOVED = "[Removed Associations]";
type Group = typeof DEFAULT | typeof ADDED | typeof REMOVED;

/** What opens the type by the list, the first choice in front. */
export function defaultHandlers(list: string, type: string): readonly string[] {
  return linesOf(list)
    .filter((line) => line.group === DEFAULT && line.type === type)
    .flatMap((line) => line.handlers);
}

/**
 * Puts programs behind the first choice, for the day that it is gone or gives the type back. `xdg-mime default`
 * forgets them. Takes back what was said against the first choice.
 */
export function withFallbacks(list: string, type: string, fallbacks: readonly string[]): string {
  const [first] = defaultHandlers(list, type);
  if (first === undefined) return list;
  const wanted = unique([first, ...fallbacks]);
  let done = false;
  return edit(list, (line) => {
    if (line.type !== type) return line.handlers;
    if (line.group === REMOVED) return line.handlers.filter((handler) => handler !== first);
    if (line.group !== DEFAULT || done) return line.handlers;
    done = true;
    return unique([...wanted, ...line.handlers]);
  });
}

/** Takes a program out of whatever opens the types. */
export function withoutHandler(list: string, handler: string, types: readonly string[]): string {
  return edit(list, (line) =>
    line.group === REMOVED || !types.includes(line.type)
      ? line.handlers
      : line.handlers.filter((other) => other !== handler),
  );
}

/** Says that a program is not to be offered for the types, though its own `.desktop` file claims them. */
export function withRefusal(list: string, handler: string, types: readonly string[]): string {
  const known = linesOf(list).filter((line) => line.group === REMOVED);
  const missing = types.filter(
    (type) => !known.some((line) => line.type === type && line.handlers.includes(handler)),
  );
  if (missing.length === 0) return list;
  const there = edit(list, (line) =>
    line.group === REMOVED && missing.includes(line.type) ? [...line.handlers, handler] : line.handlers,
  );
  const added = missing
    .filter((type) => !known.some((line) => line.type === type))
    .map((type) => `${type}=${handler};\n`)
    .join("");
  const header = new RegExp(`^${escaped(REMOVED)}[ \\t]*\\r?$\\n?`, "m").exec(there);
  if (header === null) {
    const gap = there === "" || there.endsWith("\n") ? "" : "\n";
    return `${there}${gap}${there === "" ? "" : "\n"}${REMOVED}\n${added}`;
  }
  const end = header.index + header[0].length;
  const before = there.slice(0, end);
  return `${before}${before.endsWith("\n") ? "" : "\n"}${added}${there.slice(end)}`;
}

/** Forgets a program entirely: what it opens by the list, and what was said against it. */
export function withoutTrace(list: string, handler: string, types: readonly string[]): string {
  return edit(list, (line) =>
    types.includes(line.type) ? line.handlers.filter((other) => other !== handler) : line.handlers,
  );
}

/** A line `type=handler;handler;` of one of the three groups. */
interface Entry {
  readonly group: Group;
  readonly type: string;
  readonly handlers: readonly string[];
}

function linesOf(list: string): readonly Entry[] {
  const entries: Entry[] = [];
  edit(list, (entry) => {
    entries.push(entry);
    return entry.handlers;
  });
  return entries;
}

/** Gives each entry the handlers that `change` says; an entry that loses its last one goes, with its line. */
function edit(list: string, change: (entry: Entry) => readonly string[]): string {
  let group: Group | null = null;
  const kept: string[] = [];
  // Each line with its own end, so that whatever ends the file stays.
  for (const line of list.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const text = line.trim();
    if (text.startsWith("[")) group = text === DEFAULT || text === ADDED || text === REMOVED ? text : null;
    const at = line.indexOf("=");
    if (group === null || at === -1 || text.startsWith("#") || text.startsWith("[")) {
      kept.push(line);
      continue;
    }
    const handlers = splitHandlers(line.slice(at + 1));
    const changed = change({ group, type: line.slice(0, at).trim(), handlers });
    if (changed.join(";") === handlers.join(";")) kept.push(line);
    else if (changed.length > 0) {
      const end = /\r?\n$/.exec(line)?.[0] ?? "";
      kept.push(`${line.slice(0, at + 1)}${changed.map((handler) => `${handler};`).join("")}${end}`);
    }
  }
  return kept.join("");
}

function splitHandlers(value: string): readonly string[] {
  return value
    .split(";")
    .map((handler) => handler.trim())
    .filter((handler) => handler !== "");
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

function escaped(text: string): string {
  return text.replace(/[[\]]/g, "\\$&");
}
