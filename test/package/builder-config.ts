import type { Configuration } from "app-builder-lib";
import { getConfig, validateConfiguration } from "app-builder-lib/out/util/config/config.js";
import { root } from "../tools/repository.ts";

const silent = { isEnabled: false } as Parameters<typeof validateConfiguration>[1];

/** electron-builder.yml with what build/packaging.ts adds, read and checked as electron-builder does it. */
export async function builderConfig(): Promise<Configuration> {
  const config = await getConfig(root, null, null);
  await validateConfiguration(config, silent);
  return config;
}
