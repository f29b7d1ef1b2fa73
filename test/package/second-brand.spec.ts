import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { extractFile, listPackage } from "@electron/asar";
import { loadBrand } from "../../build/brand-file.ts";
import { redirectUri } from "../../src/brand.ts";
import { expect, test } from "../e2e/support/fixtures.ts";
import { installHandset } from "../e2e/support/handset.ts";
import { chooseHost } from "../tools/host.ts";
import { secondBrandFile, secondDist, unpackedIn } from "./places.ts";

const second = loadBrand(secondBrandFile).brand;
const first = /handset/i;

test.use({ sandboxOptions: { redirectUris: [redirectUri(second)] } });

test("a product of another brand shows, writes and registers nothing of the first", async ({ handset }) => {
  const { desktop, sandbox } = handset;
  const host = await chooseHost({ env: { ...process.env, HANDSET_APP: process.env.HANDSET_SECOND_APP } });
  const parley = await installHandset(host, desktop, sandbox, second);
  try {
    const app = await parley.launch();
    const texts: string[] = [];
    const signIn = await app.page("sign-in");
    await signIn.getByRole("button", { name: /^Sign in/ }).waitFor();
    texts.push(await signIn.locator("body").ariaSnapshot());
    await desktop.setDefaultHandler("tel", second.shortName);
    await parley.signIn(app);
    await parley.openLink("tel:+14155550123");
    const confirm = await app.page("confirm-call");
    await confirm.getByText("+1 415 555 0123").waitFor();
    texts.push(await confirm.locator("body").ariaSnapshot());
    for (const page of app.electron.windows()) texts.push(await page.title());
    expect(texts.join("\n")).not.toMatch(first);
    // Not the word alone: the brand is where the first one would be.
    expect(texts.join("\n")).toMatch(/parley/i);

    await expect.poll(() => parley.readLog()).toContain("registration.done");
    expect(readdirSync(join(desktop.dir, "config"))).toContain("Parley");
    const claimed = readFileSync(join(desktop.dir, "config/mimeapps.list"), "utf8");
    expect(claimed).toContain("x-scheme-handler/com.parley-phones.desktop=parley.desktop");
    expect(claimed.split("\n").filter((line) => first.test(line))).toEqual([]);
  } finally {
    await parley.quitAll();
  }
});

test("the pages of another brand's package do not hold the first one's name", () => {
  const archive = join(unpackedIn(secondDist), "resources/app.asar");
  for (const path of listPackage(archive, { isPack: false })) {
    if (!/\.(js|html|css)$/.test(path)) continue;
    // `window.handset` is the pages' door to the main process, a name that nobody sees.
    const text = extractFile(archive, path.slice(1)).toString("utf8").replaceAll("window.handset", "");
    expect(text.match(first), path).toBeNull();
  }
  const manifest = extractFile(archive, "package.json").toString("utf8");
  expect(manifest).not.toMatch(first);
});
