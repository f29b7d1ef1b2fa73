/** `npm run policy`: writes build/policy and the table in docs/deployment.md anew from src/settings/policy-schema.ts. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runCommand } from "../test/tools/command.ts";
import { root } from "../test/tools/repository.ts";
import { loadBrand } from "./brand-file.ts";
import { policyFiles, templatesFolder, withPolicyTable } from "./policy-files.ts";

await runCommand(async () => {
  for (const [name, content] of policyFiles(loadBrand())) {
    const path = join(root, templatesFolder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  const document = join(root, "docs/deployment.md");
  await writeFile(document, withPolicyTable(await readFile(document, "utf8")));
  console.log(`Wrote ${templatesFolder} and the table in docs/deployment.md.`);
  return 0;
});
