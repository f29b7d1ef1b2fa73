/** `npm run brand -- --check [--brand=FILE]`: says what a brand still lacks; docs/branding.md. */
import { runCommand } from "../test/tools/command.ts";
import { SetupError } from "../test/tools/setup.mjs";
import { BrandError, brandFilePath, loadBrand } from "./brand-file.ts";
import { brandFindings } from "./brand-findings.ts";

const usage = "Usage: npm run brand -- --check [--brand=FILE]";

await runCommand(async () => {
  const args = process.argv.slice(2);
  if (!args.includes("--check")) throw new SetupError(usage);
  const file = args.find((each) => each.startsWith("--brand="))?.slice("--brand=".length);
  try {
    const loaded = loadBrand(brandFilePath({ HANDSET_BRAND: file ?? process.env.HANDSET_BRAND }));
    const findings = brandFindings(loaded);
    console.log(`${loaded.brand.name} (${loaded.file})`);
    for (const { missing, what, next } of findings)
      console.log(`${missing ? "MISSING" : "note   "} ${what}\n        ${next}`);
    const missing = findings.filter((each) => each.missing).length;
    console.log(missing === 0 ? "Nothing is missing." : `${missing} missing.`);
    return missing === 0 ? 0 : 1;
  } catch (error) {
    if (error instanceof BrandError) throw new SetupError(error.message);
    throw error;
  }
});
