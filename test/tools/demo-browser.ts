import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brand } from "../../src/brand.ts";
import type { Sandbox } from "../sandbox/index.ts";

export const linksPage = "https://apps.ringcentral.com/demo/links.html";
export const browserProgram = "/usr/bin/chromium";

/**
 * Prepares a profile for the demo user's own browser, in which the two questions "Open Handset?" are already
 * answered with "always": one for the sign-in redirect, one for telephone links.
 *
 * @param more further answers, by origin and scheme
 * @returns the arguments for Chromium
 */
export async function prepareBrowser(
  profile: string,
  sandbox: Sandbox,
  more: Readonly<Record<string, Readonly<Record<string, true>>>> = {},
): Promise<readonly string[]> {
  const pairs = {
    "https://platform.ringcentral.com": { [brand.appId]: true },
    "https://apps.ringcentral.com": { tel: true },
    ...more,
  };
  await mkdir(join(profile, "Default"), { recursive: true });
  await writeFile(
    join(profile, "Default", "Preferences"),
    JSON.stringify({
      protocol_handler: { allowed_origin_protocol_pairs: pairs },
      credentials_enable_service: false,
    }),
  );
  return [
    ...sandbox.chromiumArgs,
    // Chromium's sandbox does not run as root.
    ...(process.getuid?.() === 0 ? ["--no-sandbox", "--test-type"] : []),
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--password-store=basic",
  ];
}
