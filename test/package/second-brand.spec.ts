import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, sep } from "node:path";
import { extractFile, listPackage } from "@electron/asar";
import { loadBrand } from "../../build/brand-file.ts";
import { redirectUri } from "../../src/brand.ts";
import { expect, test } from "../e2e/support/fixtures.ts";
import { installHandset } from "../e2e/support/handset.ts";
import { decodePng } from "../electron-on-chromium/main/png.ts";
import { chooseHost } from "../tools/host.ts";
import { secondBrandFile, secondDist, unpackedIn } from "./places.ts";

const second = loadBrand(secondBrandFile).brand;
const first = /handset/i;

test.use({ panel: true, sandboxOptions: { redirectUris: [redirectUri(second)] } });

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
    const item = await desktop.panel?.item();
    texts.push(item?.title() ?? "", item?.tooltip() ?? "");
    // The picture in the panel is one of this brand's, with its glyph.
    await expect.poll(() => trayFile(item?.icon() ?? null)).toMatch(/^available-24(@2x)?\.png$/);
    expect(texts.join("\n")).not.toMatch(first);
    // Not the word alone: the brand is where the first one would be.
    expect(texts.join("\n")).toMatch(/parley/i);

    await expect.poll(() => parley.readLog()).toContain("registration.done");
    expect(readdirSync(join(desktop.dir, "config"))).toContain("Parley");
    const written = readdirSync(parley.profile, { recursive: true, encoding: "utf8" });
    expect(written).toContain(join("logs", "parley.log"));
    expect(written.filter((path) => first.test(path))).toEqual([]);
    expect(await parley.readLog()).not.toMatch(first);
    await parley.openLink("parley:open?page=settings");
    const page = await app.page("settings");
    await page.getByLabel(/^Start .* when you log in/).check();
    const autostart = join(desktop.dir, "config/autostart");
    await expect.poll(() => existsSync(join(autostart, "parley.desktop"))).toBe(true);
    expect(readdirSync(autostart)).toEqual(["parley.desktop"]);
    expect(readFileSync(join(autostart, "parley.desktop"), "utf8")).not.toMatch(first);
    const claimed = readFileSync(join(desktop.dir, "config/mimeapps.list"), "utf8");
    expect(claimed).toContain("x-scheme-handler/com.parley-phones.desktop=parley.desktop");
    expect(claimed.split("\n").filter((line) => first.test(line))).toEqual([]);
  } finally {
    await parley.quitAll();
  }
});

/** The file of the second brand's tray icons that the panel shows, or null. */
function trayFile(shown: { readonly png: Buffer } | null): string | null {
  const pixels = shown === null ? undefined : decodePng(shown.png)?.rgba;
  const folder = loadBrand(secondBrandFile).tray;
  const files = readdirSync(folder).filter((name) => /-24(@2x)?\.png$/.test(name));
  return (
    files.find((name) => pixels?.equals(decodePng(readFileSync(join(folder, name)))?.rgba ?? Buffer.of())) ??
    null
  );
}

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

test("the tray's icons in another brand's package are that brand's", () => {
  const archive = join(unpackedIn(secondDist), "resources/app.asar");
  const packed = listPackage(archive, { isPack: false }).filter((path) => /\/tray\/.+\.png$/.test(path));
  expect(packed.length).toBeGreaterThan(80);
  const { tray } = loadBrand(secondBrandFile);
  for (const path of packed)
    expect(extractFile(archive, path.slice(1)).equals(readFileSync(join(tray, basename(path)))), path).toBe(
      true,
    );
});

test("the program of another brand's package says the first one's name to nobody", () => {
  const archive = join(unpackedIn(secondDist), "resources/app.asar");
  /** Names that only the program itself sees: its pages' door, and the version of its own socket. */
  const inside = /exposeInMainWorld\("handset"|\bhandset: PROTOCOL_VERSION|hello\.handset\b/g;
  const found: string[] = [];
  for (const path of listPackage(archive, { isPack: false })) {
    if (!path.endsWith(".cjs")) continue;
    const code = extractFile(archive, path.slice(1)).toString("utf8").replaceAll(inside, "");
    for (const line of code.split("\n")) {
      // Comments, and the licence of the sources, which has to be shown.
      if (/^\s*(\/?\*|\/\/)|^var LICENSE_raw_default/.test(line)) continue;
      if (/\bhandset\b/i.test(line)) found.push(`${path}: ${line.trim().slice(0, 120)}`);
    }
  }
  expect(found).toEqual([]);
});

test("the templates and resources of another brand's package are named like it", () => {
  const resources = join(unpackedIn(secondDist), "resources");
  const names = readdirSync(resources, { recursive: true, encoding: "utf8" });
  expect(names).toContain(join("policy", "parley.admx"));
  expect(names.filter((name) => first.test(name))).toEqual([]);
  for (const name of names.filter((each) => each.startsWith(`policy${sep}`) && /\.\w+$/.test(each)))
    expect(readFileSync(join(resources, name), "utf8"), name).not.toMatch(first);
});
