/// <reference types="electron" />
import { expect } from "@playwright/test";
import { type Clipboard, openClipboard } from "../../tools/clipboard.ts";
import { openDesktop } from "../../tools/desktop.ts";
import { test as base } from "./harness.ts";

/** A display of its own, and another program on it. */
const test = base.extend<{ other: Clipboard; env: Record<string, string> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  env: async ({}, use) => {
    const desktop = await openDesktop({ keyring: "absent", display: "own" });
    await use({ DISPLAY: desktop.env.DISPLAY ?? "", CONTRACT_NO_WINDOW: "1" });
    await desktop.dispose();
  },
  other: async ({ env }, use) => {
    const other = openClipboard({ ...process.env, ...env });
    await use(other);
    await other.close();
  },
});

const long = "+1 415 555 0123 ö €\n".repeat(20_000);

test("what the app writes is what others paste", async ({ launch, other, env }) => {
  const app = await launch({ env });
  expect(await other.paste()).toBe("");
  const write = (text: string) => app.evaluate(({ clipboard }, each) => clipboard.writeText(each), text);
  await write("first");
  expect(await other.paste()).toBe("first");
  await write("second ö €\n");
  expect(await other.paste()).toBe("second ö €\n");
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe("second ö €\n");
  await write(long);
  expect(await other.paste()).toBe(long);
  expect(await other.pasteSelection()).toBe("");
});

test("what others copy and select is what the app reads, each for itself", async ({ launch, other, env }) => {
  const app = await launch({ env });
  const read = () =>
    app.evaluate(async ({ clipboard }) => [await clipboard.readText(), await clipboard.selection.readText()]);
  expect(await read()).toEqual(["", ""]);
  await other.copy("copied ö");
  await other.select("selected €\n");
  expect(await read()).toEqual(["copied ö", "selected €\n"]);
  await other.copy(long);
  expect(await read()).toEqual([long, "selected €\n"]);
  await app.evaluate(({ clipboard }) => clipboard.writeText("back"));
  await app.evaluate(({ clipboard }) => clipboard.selection.writeText("marked"));
  expect([await other.paste(), await other.pasteSelection()]).toEqual(["back", "marked"]);
});

test("a program that does not answer is not waited for", async ({ launch, other, env }) => {
  const app = await launch({ env });
  await other.copy("never told");
  other.freeze();
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe("");
});

test("the text goes with the app", async ({ launch, other, env }) => {
  const app = await launch({ env });
  await app.evaluate(({ clipboard }) => clipboard.writeText("mine"));
  expect(await other.paste()).toBe("mine");
  await app.close();
  await expect.poll(() => other.paste()).toBe("");
});
