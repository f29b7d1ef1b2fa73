import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "vite";

/** How long a build is kept after its last use. */
const keepMs = 24 * 3_600_000;

/**
 * Compiles the stand-in to `main.cjs`, its workers and the two scripts for pages in the given folder. Any number
 * of processes may do so at once: each builds in a folder of its own, and the first one to finish moves it into
 * place.
 * @param {string} folder where the finished files are to be
 */
export async function compile(folder) {
  await mkdir(dirname(folder), { recursive: true });
  const scratch = await mkdtemp(`${folder}.building-`);
  try {
    await build(options(scratch, "main/start.ts", "main.cjs", "cjs"));
    await build(options(scratch, "main/grab-worker.ts", "grab-worker.cjs", "cjs"));
    await build(options(scratch, "main/idle-worker.ts", "idle-worker.cjs", "cjs"));
    await build(options(scratch, "main/screen-worker.ts", "screen-worker.cjs", "cjs"));
    await build(options(scratch, "renderer/isolated-world.ts", "isolated-world.js", "iife"));
    await build(options(scratch, "renderer/main-world.ts", "main-world.js", "iife"));
    await rename(scratch, folder).catch((error) => {
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
    await prune(dirname(folder));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Removes the builds that were not used lately; start.cjs gives each the time of its use. One that another
 * checkout with the same `node_modules` works with stays.
 * @param {string} cache folder of all builds
 */
async function prune(cache) {
  for (const name of await readdir(cache)) {
    const build = join(cache, name);
    const used = (await stat(build).catch(() => null))?.mtimeMs ?? 0;
    if (Date.now() - used > keepMs) await rm(build, { recursive: true, force: true });
  }
}

/**
 * @param {string} outDir
 * @param {string} entry
 * @param {string} fileName
 * @param {"cjs" | "iife"} format
 * @returns {import("vite").InlineConfig}
 */
function options(outDir, entry, fileName, format) {
  return {
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: "error",
    root: import.meta.dirname,
    build: {
      outDir,
      emptyOutDir: false,
      minify: false,
      target: format === "cjs" ? "node20" : "chrome120",
      ssr: format === "cjs",
      rollupOptions: {
        input: join(import.meta.dirname, entry),
        output: { format, entryFileNames: fileName, chunkFileNames: "[name].cjs" },
      },
    },
  };
}
