import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/**
 * The languages that Chromium 156 brings for Electron's Linux build, so that a package can be seen to drop some.
 * Source: `locales` of Electron's releases.
 */
const LOCALES = (
  "af am ar bg bn ca cs da de el en-GB en-US es es-419 et fa fi fil fr gu he hi hr hu id it ja kn ko lt lv ml mr ms " +
  "nb nl pl pt-BR pt-PT ro ru sk sl sr sv sw ta te th tr uk ur vi zh-CN zh-TW"
).split(" ");

/** Marks the fuses in a binary. https://www.electronjs.org/docs/latest/tutorial/fuses, "The hard way" */
const SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
/** The nine fuses as Electron 45 is delivered, and their version and number in front. */
const WIRE = "\u0001\u0009101100011";

/**
 * Writes a folder of the form of an unpacked Electron for Linux, for packers: its program runs the app in
 * `resources/app.asar` beside it on the stand-in of this repository. It carries a wire of fuses and obeys the one
 * that says whether `--inspect` counts; the others mean nothing here.
 */
export async function writeDistribution(folder: string): Promise<void> {
  await mkdir(join(folder, "locales"), { recursive: true });
  await mkdir(join(folder, "resources"), { recursive: true });
  for (const locale of LOCALES) await writeFile(join(folder, "locales", `${locale}.pak`), "");
  for (const name of ["LICENSE", "LICENSES.chromium.html", "version"])
    await writeFile(join(folder, name), "");
  await writeFile(join(folder, "electron"), program(resolve(import.meta.dirname, "electron")), {
    mode: 0o755,
  });
}

function program(standIn: string): string {
  return `#!/bin/sh
# ${SENTINEL}${WIRE}
self=$(readlink -f -- "$0")
case $(LC_ALL=C sed -n '2s/.*X..//p' "$self") in
  ???1*) ;;
  *) # fuse nodeCliInspect is off
    for argument; do
      shift
      case $argument in
        --inspect | --inspect=* | --inspect-*) ;;
        *) set -- "$@" "$argument" ;;
      esac
    done
    ;;
esac
ELECTRON_ON_CHROMIUM_PACKED=$self exec '${standIn.replaceAll("'", "'\\''")}' "$@"
`;
}
