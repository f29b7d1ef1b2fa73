import type { AboutView } from "../about/about.ts";
import { parseJsonObject } from "../app/json.ts";
import { type Settings, settingsSchema } from "../settings/settings.ts";
import type { LockedSettings } from "../settings/store.ts";
import { type CheckRow, checkLabels } from "./diagnostics-view.ts";
import { redact } from "./redaction.ts";

/** What a report is made of. */
export interface ReportFacts {
  readonly productName: string;
  readonly version: string;
  readonly about: AboutView;
  /** When it is made, in milliseconds since the epoch. */
  readonly at: number;
  readonly checks: readonly CheckRow[];
  readonly settings: Settings;
  readonly locked: LockedSettings;
  /** Of the log file, oldest first. */
  readonly logLines: readonly string[];
  readonly person: Person;
}

/** Whose computer it is: neither the folder nor the name gets into a report. */
export interface Person {
  readonly home: string;
  readonly userName: string;
}

/**
 * What a person hands to whoever helps: versions, checks, settings and the end of the log, as plain text. Everything
 * that is not Handset's own is redacted once more (diagnostics/redaction.ts), also what is said to be redacted already.
 */
export function reportText(facts: ReportFacts): string {
  const clean = cleaner(facts.person);
  const section = (title: string, lines: readonly string[]): string =>
    [`== ${title} ==`, ...lines].join("\n");
  const parts = [
    `Report of ${facts.productName}, ${new Date(facts.at).toISOString()}`,
    section(
      "Versions",
      versions(facts).map(([name, version]) => `${name} ${version}`),
    ),
    section(
      "Checks",
      facts.checks.map((row) => checkLine(row, clean)),
    ),
    section("Settings", settingLines(facts.settings, facts.locked, clean)),
    section(
      `Log, last ${facts.logLines.length} lines`,
      facts.logLines.map((line) => logLine(line, clean)),
    ),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Name and version of each part, and of the system under them. */
export function versions({
  productName,
  version,
  about,
}: Pick<ReportFacts, "productName" | "version" | "about">): readonly (readonly [string, string])[] {
  return [
    [productName, version],
    ["Electron", about.electron],
    ["Chromium", about.chromium],
    ["Node.js", about.node],
    ["System", about.system],
    ["RingCentral Embeddable", withoutTail(about.widget)],
  ];
}

function withoutTail(address: string): string {
  if (!URL.canParse(address)) return "unknown";
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
}

type Clean = (text: string) => string;

function cleaner({ home, userName }: Person): Clean {
  // Names of a letter or two are in every other word.
  const name =
    userName.length < 3
      ? null
      : new RegExp(`(?<![\\p{L}\\p{N}])${escaped(userName)}(?![\\p{L}\\p{N}])`, "giu");
  return (text) => {
    const homeless = home.length < 2 ? text : text.replaceAll(home, "[home]");
    const nameless = name === null ? homeless : homeless.replace(name, "[user]");
    return String(redact(plainPunctuation(nameless)));
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

/** The redaction takes typographic signs for something that is no text. */
function plainPunctuation(text: string): string {
  return text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/[–—]/g, "-");
}

function checkLine({ name, answer }: CheckRow, clean: Clean): string {
  if (answer === null) return `[not known] ${checkLabels[name]}`;
  const said = answer.notes.map(({ title, nextStep }) =>
    [title, nextStep].filter(Boolean).map(clean).join(" "),
  );
  return `[${answer.state}] ${checkLabels[name]}: ${said.join(" | ")}`;
}

/** Free texts that say nothing of anybody; of the others only whether there is one. */
const SHOWN_TEXTS: readonly string[] = ["region", "eventStreamPort"];

function settingLines(settings: Settings, locked: LockedSettings, clean: Clean): readonly string[] {
  return Object.entries(settings).map(([name, value]: readonly [string, unknown]) => {
    const holder = Object.entries(locked).find(([held]) => held === name)?.[1];
    const managed = holder === undefined ? "" : ` (managed by ${clean(holder)})`;
    return `${clean(name)} = ${settingInWords(name, value, clean)}${managed}`;
  });
}

function settingInWords(name: string, value: unknown, clean: Clean): string {
  if (typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.length === 1 ? "1 entry" : `${value.length} entries`;
  if (typeof value === "object" && value !== null) {
    const names = Object.keys(value);
    return names.length === 0 ? "defaults" : `changed: ${names.map(clean).join(", ")}`;
  }
  if (typeof value !== "string") return "unknown";
  if (isChoice(name) || SHOWN_TEXTS.includes(name)) return clean(value);
  return value === "" ? "not set" : "set";
}

function isChoice(name: string): boolean {
  const schema: object | undefined = Object.entries(settingsSchema).find(([known]) => known === name)?.[1];
  return schema !== undefined && "enum" in schema;
}

const UNREADABLE = "[a line that is not the log's]";
/** A number of more digits may be a telephone number. */
const MAX_NUMBER = 999_999;

function logLine(line: string, clean: Clean): string {
  const entry = parseJsonObject(line);
  if (entry === null) return UNREADABLE;
  const { at, level, event, ...fields } = entry;
  if (!isText(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)) return UNREADABLE;
  if (!isText(level, /^(info|warn|error)$/) || !isText(event, /^[a-z-]{1,40}(\.[a-z-]{1,40}){1,2}$/)) {
    return UNREADABLE;
  }
  const said = Object.entries(fields).map(([name, value]) => `${clean(name)}=${fieldInWords(value, clean)}`);
  return [at, level, event, ...said].join(" ");
}

function fieldInWords(value: unknown, clean: Clean): string {
  if (typeof value === "string") return clean(value);
  if (typeof value === "number") return Math.abs(value) > MAX_NUMBER ? "[…]" : String(value);
  return String(redact(value));
}

function isText(value: unknown, form: RegExp): value is string {
  return typeof value === "string" && form.test(value);
}
