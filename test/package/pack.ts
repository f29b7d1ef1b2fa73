import { cp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { FuseV1Options, FuseVersion, flipFuses } from "@electron/fuses";
import { brandFilePath, loadBrand } from "../../build/brand-file.ts";
import { packProduct } from "../../build/pack.ts";
import { writeDistribution } from "../electron-on-chromium/distribution.ts";
import { chooseHost } from "../tools/host.ts";
import { createProcesses } from "../tools/processes.ts";
import { dist, secondBrandFile, secondDist, unpackedIn } from "./places.ts";

/**
 * Packs the product as it is shipped, with the Electron that is there or the stand-in, and the same sources once more
 * under the second brand. Playwright drives the main process through the inspector, which a shipped product refuses:
 * the e2e specs get a copy with that fuse on.
 */
export default async function pack(): Promise<void> {
  const processes = createProcesses();
  try {
    await rm(dist, { recursive: true, force: true });
    const host = await chooseHost({ processes });
    const electronDist = host.kind === "electron" ? dirname(host.executablePath) : join(dist, "electron");
    if (host.kind === "chromium") await writeDistribution(electronDist);
    const packed = async (brandFile: string, folder: string): Promise<string> => {
      const builderArgs = ["--dir", `-c.electronDist=${electronDist}`];
      await packProduct({ brandFile, dist: folder, testable: false, builderArgs }, processes);
      return await withInspector(unpackedIn(folder), join(folder, "testable"), brandFile);
    };
    // One after the other: both would write electron-builder's caches.
    process.env.HANDSET_APP = await packed(brandFilePath(), dist);
    process.env.HANDSET_SECOND_APP = await packed(secondBrandFile, secondDist);
    process.env.HANDSET_DIST = dist;
  } finally {
    await processes.stopAll();
  }
}

/** Copies an unpacked product and lets its program be inspected. Returns the program. */
async function withInspector(product: string, copy: string, brandFile: string): Promise<string> {
  await cp(product, copy, { recursive: true });
  const program = join(copy, loadBrand(brandFile).brand.shortName);
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  return program;
}
