/**
 * `npm run icons [-- --brand=FILE]`: renders the brand's SVG to every size and container that installers want, into
 * `icons` beside the brand's file, and the icons of the tray into `tray` there. The results are committed: packing must
 * not need a browser.
 */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { runCommand } from "../test/tools/command.ts";
import { brandFilePath, type LoadedBrand, loadBrand } from "./brand-file.ts";
import { icns, ico } from "./icon-containers.ts";
import { ICON_SIZES, iconFileName, iconSource } from "./icon-files.ts";
import { trayDrawings, traySource } from "./tray-drawings.ts";

const browserProgram = process.env.HANDSET_CHROMIUM || "/usr/bin/chromium";

await runCommand(async () => {
  const option = process.argv.find((each) => each.startsWith("--brand="))?.slice("--brand=".length);
  const loaded = loadBrand(option ?? brandFilePath());
  const svg = await readFile(loaded.icon, "utf8");
  const images = await render(svg, ICON_SIZES);
  await rm(loaded.icons, { recursive: true, force: true });
  await mkdir(loaded.icons, { recursive: true });
  for (const [size, png] of images) await writeFile(join(loaded.icons, iconFileName(size)), png);
  await writeFile(join(loaded.icons, "icon.ico"), ico(images));
  await writeFile(join(loaded.icons, "icon.icns"), icns(images));
  await writeFile(join(loaded.icons, "source"), iconSource(svg));
  console.log(`${images.size} sizes, icon.ico and icon.icns are in ${loaded.icons}.`);
  await rm(loaded.tray, { recursive: true, force: true });
  await mkdir(loaded.tray, { recursive: true });
  for (const [name, png] of await renderTray(loaded)) await writeFile(join(loaded.tray, name), png);
  await writeFile(join(loaded.tray, "source"), traySource(loaded.source));
  console.log(`The icons of the tray are in ${loaded.tray}.`);
  return 0;
});

/** PNG by file name, with a transparent ground. */
async function renderTray({ source }: LoadedBrand): Promise<ReadonlyMap<string, Buffer>> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    const images = new Map<string, Buffer>();
    for (const { name, pixels, svg } of trayDrawings(source)) {
      await page.setViewportSize({ width: pixels, height: pixels });
      await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
      images.set(name, await page.screenshot({ omitBackground: true }));
    }
    return images;
  } finally {
    await browser.close();
  }
}

/** Chromium's sandbox does not start for root. */
function openBrowser(): Promise<Browser> {
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: browserProgram, args });
}

/** PNG by size in pixels, with a transparent ground. */
async function render(svg: string, sizes: readonly number[]): Promise<ReadonlyMap<number, Buffer>> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    const images = new Map<number, Buffer>();
    for (const size of sizes) {
      await page.setViewportSize({ width: size, height: size });
      const image = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
      await page.setContent(
        `<style>body{margin:0}img{display:block;width:100vw;height:100vh}</style><img src="${image}">`,
      );
      await page.locator("img").evaluate((element) => (element as HTMLImageElement).decode());
      images.set(size, await page.screenshot({ omitBackground: true }));
    }
    return images;
  } finally {
    await browser.close();
  }
}
