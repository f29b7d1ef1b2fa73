import { resolve } from "node:path";
import { defineConfig } from "electron-vite";
import { loadBrand } from "./brand-file.ts";
import { brandPlugin, trayPlugin } from "./brand-plugin.ts";

const root = resolve(import.meta.dirname, "..");
/** build/dist.ts builds into the folder that is packaged. */
const out = (part: string): string => resolve(process.env.HANDSET_OUT || resolve(root, "out"), part);
/** The licences of what is bundled want to go along with it; Vite collects them. */
const license = { fileName: "licences.json" };
const loaded = loadBrand();
const plugins = [brandPlugin(loaded)];

/**
 * Three builds: one CommonJS file for the main process, one CommonJS file for each sandboxed preload (the
 * only form Electron accepts there), and the shell's own pages as plain static files. Every production
 * dependency is bundled, so the packaged app needs no node_modules.
 */
export default defineConfig({
  main: {
    plugins,
    // ws would look for its optional native parts in whatever folders are above the program's.
    define: {
      "process.env.WS_NO_BUFFER_UTIL": '"1"',
      "process.env.WS_NO_UTF_8_VALIDATE": '"1"',
    },
    build: {
      outDir: out("main"),
      externalizeDeps: false,
      license,
      rollupOptions: {
        input: { main: resolve(root, "src/main.ts") },
        output: {
          format: "cjs",
          entryFileNames: "[name].cjs",
          chunkFileNames: "[name]-[hash].cjs",
        },
      },
    },
  },
  preload: {
    build: {
      outDir: out("preload"),
      externalizeDeps: false,
      rollupOptions: {
        input: {
          shell: resolve(root, "src/preload/shell.ts"),
          widget: resolve(root, "src/preload/widget.ts"),
        },
        output: {
          format: "cjs",
          entryFileNames: "[name].cjs",
          chunkFileNames: "[name]-[hash].cjs",
        },
      },
    },
  },
  renderer: {
    root: resolve(root, "renderer"),
    base: "./",
    plugins: [...plugins, trayPlugin(loaded)],
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      outDir: out("renderer"),
      license,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: {
          "sign-in": resolve(root, "renderer/sign-in.html"),
          "confirm-call": resolve(root, "renderer/confirm-call.html"),
          "call-popup": resolve(root, "renderer/call-popup.html"),
          "call-window": resolve(root, "renderer/call-window.html"),
          settings: resolve(root, "renderer/settings.html"),
          devices: resolve(root, "renderer/devices.html"),
          diagnostics: resolve(root, "renderer/diagnostics.html"),
          question: resolve(root, "renderer/question.html"),
        },
      },
    },
  },
});
