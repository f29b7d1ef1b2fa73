import { join, resolve } from "node:path";
import { defineConfig } from "@playwright/test";

const root = resolve(import.meta.dirname, "../..");

/** Packs the product once; then looks at the package, and runs some of the e2e suite on it. */
export default defineConfig({
  globalSetup: join(import.meta.dirname, "pack.ts"),
  outputDir: join(root, "test/results/package-e2e"),
  fullyParallel: true,
  workers: 3,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  projects: [
    { name: "package", testDir: import.meta.dirname, testMatch: "*.spec.ts" },
    {
      name: "e2e on the package",
      testDir: join(root, "test/e2e"),
      testMatch: ["sign-in.spec.ts", "links.spec.ts"],
      // Signed in, dialled, started again, and found by the desktop.
      grep: /the next start is signed in|a tel: link on a running|Handset registers itself/,
    },
  ],
});
