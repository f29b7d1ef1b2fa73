import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: resolve(import.meta.dirname, "../.."),
  test: {
    include: ["test/unit/**/*.test.ts"],
    environment: "node",
    setupFiles: ["test/unit/support/property-seed.ts"],
    // No module keeps anything (design, section 2), so the files can share a process: half the time.
    isolate: false,
    testTimeout: 10_000,
  },
});
