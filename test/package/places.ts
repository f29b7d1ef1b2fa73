import { join } from "node:path";
import { resultsFolder, root } from "../tools/repository.ts";

/** Everything that packing the product writes. */
export const dist = join(resultsFolder, "package");

/** A brand that shares no word with the first. */
export const secondBrandFile = join(root, "test/second-brand/brand.json");
export const secondDist = join(dist, "second-brand");

/** The product as it is shipped, without an installer around it. */
export const unpacked = unpackedIn(dist);

export function unpackedIn(folder: string): string {
  return join(folder, "packages/linux-unpacked");
}
