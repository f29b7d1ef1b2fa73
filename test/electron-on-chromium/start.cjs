/**
 * Loads the compiled stand-in, compiling it first when its sources have changed. Loading one plain JavaScript
 * file costs a few milliseconds where a TypeScript loader costs hundreds, and every e2e test pays that.
 */
"use strict";

const { createHash } = require("node:crypto");
const { readdirSync, readFileSync, utimesSync } = require("node:fs");
const { join } = require("node:path");

const repository = join(__dirname, "../..");

/** @returns {string} the folder of the compiled files, named for the content of everything they are made from */
function outputFolder() {
  const hash = createHash("sha256").update(readFileSync(join(__dirname, "compile.mjs")));
  for (const folder of ["main", "renderer"]) {
    for (const name of readdirSync(join(__dirname, folder)).sort()) {
      hash.update(name).update(readFileSync(join(__dirname, folder, name)));
    }
  }
  return join(repository, "node_modules/.cache/electron-on-chromium", hash.digest("hex").slice(0, 16));
}

async function start() {
  const folder = outputFolder();
  try {
    utimesSync(folder, new Date(), new Date()); // compile.mjs removes what was not used lately
  } catch {
    const { compile } = await import("./compile.mjs");
    await compile(folder);
  }
  // Set by the program of a packed app (distribution.ts); what this starts must not inherit it.
  const packed = process.env.ELECTRON_ON_CHROMIUM_PACKED;
  delete process.env.ELECTRON_ON_CHROMIUM_PACKED;
  require(join(folder, "main.cjs")).start({
    executable: packed ?? join(__dirname, "electron"),
    isPacked: packed !== undefined,
    compiledFolder: folder,
    args: process.argv.slice(2),
  });
}

start().catch((error) => {
  console.error("electron-on-chromium: could not start:", error);
  process.exit(1);
});
