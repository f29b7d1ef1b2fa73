import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../../tools/repository.ts";

/** A line of code, not of comment, that holds the name of the first brand. */
export interface ProductName {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/**
 * Finds the lines below a folder or in a file of the repository that would show the first brand's name in a product
 * of another brand: its name as people read it, in texts and templates. Comments may use it.
 */
export function productNames(path: string): readonly ProductName[] {
  const absolute = join(root, path);
  if (!statSync(absolute).isDirectory()) return namesIn(absolute);
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|html|css)$/.test(entry.name))
    .flatMap((entry) => namesIn(join(entry.parentPath, entry.name)));
}

function namesIn(absolute: string): readonly ProductName[] {
  const file = relative(root, absolute);
  return withoutComments(readFileSync(absolute, "utf8"))
    .split("\n")
    .flatMap((text, index) =>
      /\bHandset\b/.test(text) ? [{ file, line: index + 1, text: text.trim() }] : [],
    );
}

/** Keeps the lines' numbers. Strings are matched first, so that `https://` in one begins no comment. */
export function withoutComments(code: string): string {
  const token =
    /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`|\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|\/\/[^\n]*/g;
  return code.replace(token, (found) => (/^(\/[*/]|<!--)/.test(found) ? found.replace(/[^\n]/g, "") : found));
}
