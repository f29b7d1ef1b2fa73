/**
 * `npm run icons [-- --brand=FILE]`: renders the brand's SVG to every size and container that installers want, into
 * `icons` beside the brand's file. The results are committed: packing must not need a browser.
 */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { runCommand } from "../test/tools/command.ts";
import { brandFilePath, loadBrand } from "./brand-file.ts";
import { icns, ico } from "./icon-containers.ts";
import { ICON_SIZES, iconFileName, iconSource } from "./icon-files.ts";

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
  return 0;
});

/** PNG by size in pixels, with a transparent ground. */
async function render(svg: string, sizes: readonly number[]): Promise<ReadonlyMap<number, Buffer>> {
  const browser = await chromium.launch({ executablePath: browserProgram });
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
