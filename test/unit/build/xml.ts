/** An element of XML, as far as a test looks at it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const NAME = "[A-Za-z_][\\w.-]*";
const ATTRIBUTE = new RegExp(`\\s+(${NAME})="([^"<]*)"`, "y");

/** Reads well-formed XML without comments, namespaces prefixes and CDATA. @throws Error where it is not well-formed */
export function parseXml(text: string): Element {
  const body = text.replace(/^<\?xml [^?]*\?>\s*/, "").replace(/^<!DOCTYPE [^>]*>\s*/, "");
  let at = 0;
  const fail = (what: string): never => {
    throw new Error(`${what} at "${body.slice(at, at + 40)}"`);
  };
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(body);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  const element = (): Element => {
    const name = match(new RegExp(`<(${NAME})`, "y"))?.[1] ?? fail("no element");
    const attributes: Record<string, string> = {};
    for (let found = match(ATTRIBUTE); found !== null; found = match(ATTRIBUTE)) {
      const [, key = "", value = ""] = found;
      if (Object.hasOwn(attributes, key)) fail(`${key} twice`);
      attributes[key] = unescaped(value);
    }
    if (match(/\/>/y)) return { name, attributes, children: [], text: "" };
    if (!match(/>/y)) fail(`<${name}> does not end`);
    const children: Element[] = [];
    let inner = match(/[^<]*/y)?.[0] ?? "";
    while (!body.startsWith("</", at)) {
      children.push(element());
      inner += match(/[^<]*/y)?.[0] ?? "";
    }
    if (!match(new RegExp(`</${name}>`, "y"))) fail(`<${name}> is not closed`);
    return { name, attributes, children, text: unescaped(inner) };
  };
  const root = element();
  if (body.slice(at).trim() !== "") fail("more than one element");
  return root;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(\w*);?/g, (whole, name: string) => {
    const character = ENTITIES[name];
    if (character === undefined || !whole.endsWith(";")) throw new Error(`"${whole}" is no entity`);
    return character;
  });
}

/** Every element of that name, at any depth. */
export function elementsOf(root: Element, name: string): readonly Element[] {
  return [
    ...(root.name === name ? [root] : []),
    ...root.children.flatMap((child) => elementsOf(child, name)),
  ];
}
