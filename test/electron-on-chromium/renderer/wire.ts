/**
 * The form in which values travel between processes and between the two worlds of a page: JSON with a tag in
 * front of whatever JSON has no word for. What the structured clone algorithm can carry beyond that is refused
 * by name, as are cycles.
 */
export type Wire =
  | null
  | boolean
  | number
  | string
  | readonly [tag: "array", items: readonly Wire[]]
  | readonly [tag: "object", entries: readonly (readonly [string, Wire])[]]
  | readonly [tag: "error", name: string, message: string, stack: string]
  | readonly [tag: "undefined" | "number" | "date", text: string]
  | readonly [tag: "function" | "promise", id: number];

/** How functions cross, where they do (contextBridge); without it they cannot be cloned. */
export interface Passage {
  sendFunction(of: (...args: unknown[]) => unknown): number;
  receiveFunction(id: number): (...args: unknown[]) => unknown;
}

/** @throws Error "An object could not be cloned." as structured clone does */
export function encode(value: unknown, passage?: Passage, depth = 0): Wire {
  if (depth > 200) throw new Error("An object could not be cloned.");
  const inner = (part: unknown): Wire => encode(part, passage, depth + 1);
  switch (typeof value) {
    case "boolean":
    case "string":
      return value;
    case "number":
      return Number.isFinite(value) ? value : ["number", String(value)];
    case "undefined":
      return ["undefined", ""];
    case "function":
      if (!passage) throw new Error("An object could not be cloned.");
      return ["function", passage.sendFunction(value as (...args: unknown[]) => unknown)];
    case "symbol":
      throw new Error("An object could not be cloned.");
    case "bigint":
      throw new Error("electron-on-chromium: a bigint in a message is not implemented");
    case "object":
      return value === null ? null : encodeObject(value, inner, passage);
  }
}

function encodeObject(value: object, inner: (part: unknown) => Wire, passage?: Passage): Wire {
  if (Array.isArray(value)) return ["array", Array.from(value, inner)];
  if (value instanceof Error) return ["error", value.name, value.message, value.stack ?? ""];
  if (value instanceof Date) return ["date", String(value.getTime())];
  if (value instanceof Promise) {
    if (!passage) throw new Error("An object could not be cloned.");
    // Crosses as the function that subscribes to it.
    return [
      "promise",
      passage.sendFunction((resolve, reject) => void value.then(resolve as never, reject as never)),
    ];
  }
  const kind = Object.prototype.toString.call(value).slice("[object ".length, -1);
  if (kind !== "Object") throw new Error(`electron-on-chromium: ${kind} in a message is not implemented`);
  return ["object", Object.entries(value).map(([key, item]) => [key, inner(item)] as const)];
}

export function decode(wire: Wire, passage?: Passage): unknown {
  if (typeof wire !== "object" || wire === null) return wire;
  const inner = (part: Wire): unknown => decode(part, passage);
  switch (wire[0]) {
    case "array":
      return wire[1].map(inner);
    case "object":
      return Object.fromEntries(wire[1].map(([key, item]) => [key, inner(item)])); // also of "__proto__"
    case "error":
      return Object.assign(new Error(wire[2]), { name: wire[1], stack: wire[3] });
    case "undefined":
      return undefined;
    case "number":
      return Number(wire[1]);
    case "date":
      return new Date(Number(wire[1]));
    case "function":
      return passage?.receiveFunction(wire[1]);
    case "promise":
      return new Promise((resolve, reject) => passage?.receiveFunction(wire[1])(resolve, reject));
  }
}
