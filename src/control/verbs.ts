import type { ControlRequest, Switch } from "./protocol.ts";

/** What the words of a command line ask for. */
export type Command =
  | { readonly do: "ask"; readonly request: ControlRequest; readonly json: boolean }
  /** `verb` is null for the list of all. */
  | { readonly do: "help"; readonly verb: VerbName | null }
  | { readonly do: "version" }
  /** `problem` is one sentence. */
  | { readonly do: "complain"; readonly problem: string; readonly verb: VerbName | null };

export type VerbName = ControlRequest["verb"];

export const verbNames: readonly VerbName[] = [
  "call",
  "sms",
  "answer",
  "decline",
  "hangup",
  "mute",
  "hold",
  "status",
  "show",
  "quit",
];

/** Options that are followed by a value, as `--text VALUE` or `--text=VALUE`. */
const VALUE_OPTIONS: Readonly<Record<string, readonly VerbName[]>> = {
  "--text": ["sms"],
  "--call": ["answer", "decline", "hangup", "mute", "hold"],
};
const FLAGS: Readonly<Record<string, readonly VerbName[]>> = { "--json": ["status"] };

/** Whether the option takes the word behind it, so that nobody else reads that word. */
export function takesValue(option: string): boolean {
  return Object.hasOwn(VALUE_OPTIONS, option);
}

/**
 * Reads the words of a command line, the verb first, without profile and data folder. Never throws; whatever is
 * not understood becomes a complaint, since half a command is worse than none.
 */
export function parseCommand(words: readonly string[]): Command {
  const [first = "", ...rest] = words;
  if (first === "--help" || first === "-h") return { do: "help", verb: null };
  if (first === "--version" || first === "-v") return { do: "version" };
  if (first === "--profile")
    return complaint("The name of a profile has letters, digits, - and _, at most 32 of them.");
  if (first === "--data-dir") return complaint("--data-dir needs a full path.");
  if (first === "help") {
    const [about, ...more] = rest;
    if (about === undefined) return { do: "help", verb: null };
    const verb = verbNamed(about);
    if (verb === null || more.length > 0) return unknownVerb(more.length > 0 ? rest.join(" ") : about);
    return { do: "help", verb };
  }
  const verb = verbNamed(first);
  if (verb === null) return unknownVerb(first);
  if (rest.includes("--help") || rest.includes("-h")) return { do: "help", verb };
  const complain = (problem: string): Command => ({ do: "complain", problem, verb });
  const read = readWords(verb, rest);
  return typeof read === "string" ? complain(read) : commandOf(verb, read, complain);
}

interface Words {
  readonly plain: readonly string[];
  readonly options: ReadonlyMap<string, string>;
}

/** Sorts the words behind a verb; a sentence when one of them does not belong there. */
function readWords(verb: VerbName, words: readonly string[]): Words | string {
  const plain: string[] = [];
  const options = new Map<string, string>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const [, name = "", value] = /^(--?[A-Za-z][A-Za-z-]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === "") {
      plain.push(word);
      continue;
    }
    const isFlag = Object.hasOwn(FLAGS, name);
    const owners =
      (isFlag ? FLAGS[name] : Object.hasOwn(VALUE_OPTIONS, name) ? VALUE_OPTIONS[name] : null) ?? [];
    if (!owners.includes(verb)) return `"${verb}" has no option ${name}.`;
    if (options.has(name)) return `${name} is given twice.`;
    if (isFlag) {
      if (value !== undefined) return `${name} takes no value.`;
      options.set(name, "");
      continue;
    }
    if (value === undefined) at += 1;
    const given = value ?? words[at];
    if (given === undefined || given === "") return `${name} needs a value.`;
    options.set(name, given);
  }
  return { plain, options };
}

function commandOf(
  verb: VerbName,
  { plain, options }: Words,
  complain: (problem: string) => Command,
): Command {
  const ask = (request: ControlRequest): Command => ({ do: "ask", request, json: options.has("--json") });
  const call = options.get("--call") ?? null;
  switch (verb) {
    case "call":
    case "sms": {
      // "+1 415 555 0123" needs no quotes.
      const number = plain.join(" ").trim();
      if (number === "") return complain(`"${verb}" needs a phone number.`);
      if (number.length > 200) return complain("That is too long for a phone number.");
      if (verb === "call") return ask({ verb, number });
      const text = options.get("--text") ?? null;
      if (text !== null && text.length > 4000) return complain("The text is longer than 4,000 characters.");
      return ask({ verb, number, text });
    }
    case "mute":
    case "hold": {
      const [to = "toggle", ...more] = plain;
      if (!isSwitch(to) || more.length > 0) return complain(`"${verb}" takes "on", "off" or nothing.`);
      return ask({ verb, to, call });
    }
    case "answer":
    case "decline":
    case "hangup":
      return plain.length > 0 ? complain(`"${verb}" takes nothing behind it.`) : ask({ verb, call });
    case "status":
    case "show":
    case "quit":
      return plain.length > 0 ? complain(`"${verb}" takes nothing behind it.`) : ask({ verb });
  }
}

function isSwitch(word: string): word is Switch {
  return word === "on" || word === "off" || word === "toggle";
}

function verbNamed(word: string): VerbName | null {
  return verbNames.find((name) => name === word) ?? null;
}

function complaint(problem: string): Command {
  return { do: "complain", problem, verb: null };
}

function unknownVerb(word: string): Command {
  const short = word.length > 40 ? `${word.slice(0, 40)}…` : word;
  return complaint(`"${short}" is no command.`);
}

/** Verbs that start a Handset which does not run. To all others a Handset that does not run is an answer. */
export function startsHandset({ verb }: ControlRequest): boolean {
  return verb === "call" || verb === "sms" || verb === "show";
}
