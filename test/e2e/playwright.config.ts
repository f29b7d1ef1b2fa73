import { join, resolve } from "node:path";
import { defineConfig } from "@playwright/test";

const root = resolve(import.meta.dirname, "../..");

/**
 * Some pictures, and variants of what another test or a unit test covers: `HANDSET_THOROUGH=1` and the hosted CI run
 * them too. Without them the suite takes some five and a half minutes on two cores.
 */
const isThorough = process.env.HANDSET_THOROUGH === "1";

/** Each test has its own sandbox, desktop and profile, so tests run side by side. */
export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: "**/*.spec.ts",
  outputDir: join(root, "test/results/e2e"),
  fullyParallel: true,
  // One more than the cores of a small machine: each waits for the display, the keyring and pages that load.
  workers: 3,
  retries: 0,
  ...(isThorough ? {} : { grepInvert: /@thorough/ }),
  forbidOnly: process.env.CI !== undefined,
  timeout: 60_000,
  expect: { timeout: 15_000 },
});
