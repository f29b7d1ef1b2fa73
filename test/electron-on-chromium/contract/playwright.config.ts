import { defineConfig } from "@playwright/test";

/** Parts of the stand-in that seldom change: `HANDSET_THOROUGH=1` and the hosted CI run them too. */
const seldomChanged = ["safe-storage", "clipboard", "single-instance", "global-shortcut", "net", "ipc"];

/** Runs the contract on the `electron` named by HANDSET_ELECTRON, or on the stand-in next to this folder. */
export default defineConfig({
  testDir: ".",
  ...(process.env.HANDSET_THOROUGH === "1"
    ? {}
    : { testIgnore: seldomChanged.map((part) => `**/${part}.spec.ts`) }),
  outputDir: "../../results/contract",
  timeout: 60_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  workers: 3,
  reporter: "list",
});
