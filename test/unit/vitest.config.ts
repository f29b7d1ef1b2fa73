import { availableParallelism } from "node:os";
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
    // Two on the two cores of a small machine, too: some wait for processes and servers.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 10_000,
  },
});
