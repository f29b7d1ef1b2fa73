/**
 * `npm run dist [-- options]`: builds the product and packs it for this system.
 *
 *   --dir              an unpacked folder instead of installers
 *   --testable         leaves the inspector's fuse on, without which Playwright cannot drive the result
 *   --brand=FILE       another brand than build/brand.json
 *   --dist=FOLDER      where everything is written, instead of dist
 *
 * Everything else goes to electron-builder: `--linux deb`, `--arm64`, `-c.electronDist=FOLDER`.
 * https://www.electron.build/cli
 */
import { runCommand } from "../test/tools/command.ts";
import { packProduct, parseDistArguments } from "./pack.ts";

await runCommand(async (processes) => {
  const { options, rest } = parseDistArguments(process.argv.slice(2));
  const folder = await packProduct({ ...options, builderArgs: rest, output: "inherit" }, processes);
  console.log(`Packages are in ${folder}.`);
  return 0;
});
