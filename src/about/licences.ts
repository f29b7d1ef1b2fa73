import { isRecord } from "../app/json.ts";

/** One piece of software that is shipped, with the terms it is shipped under. */
export interface Licence {
  readonly name: string;
  /** "" where it has none of its own. */
  readonly version: string;
  /** SPDX expression, or what the package says instead. */
  readonly licence: string;
  readonly text: string;
}

/**
 * Reads what the build has collected (Vite, `build.license` with a JSON file name): one entry for each package that
 * is bundled. Entries that are none are left out.
 */
export function parseLicences(json: string): readonly Licence[] {
  const entries: unknown = JSON.parse(json);
  return Array.isArray(entries) ? entries.flatMap((entry) => parseLicence(entry)) : [];
}

function parseLicence(entry: unknown): readonly Licence[] {
  if (!isRecord(entry) || typeof entry.name !== "string") return [];
  const { name } = entry;
  const version = typeof entry.version === "string" ? entry.version : "";
  const licence = typeof entry.identifier === "string" ? entry.identifier : "";
  const text = typeof entry.text === "string" ? entry.text.trim() : "";
  return [{ name, version, licence, text: text === "" ? standardText(name, licence) : text }];
}

/** All of them, each once, by name. */
export function sortedLicences(...lists: readonly (readonly Licence[])[]): readonly Licence[] {
  const each = new Map(lists.flat().map((licence) => [`${licence.name} ${licence.version}`, licence]));
  return [...each.values()].sort((one, other) => one.name.localeCompare(other.name, "en"));
}

/** Some packages only name their licence; most of those mean this one (https://spdx.org/licenses/MIT). */
function standardText(name: string, licence: string): string {
  if (licence !== "MIT") return "";
  return `MIT License

Copyright (c) the authors of ${name}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
}
