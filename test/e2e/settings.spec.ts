import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./support/fixtures.ts";

const broken: readonly (readonly [name: string, content: string])[] = [
  ["cut short", '{"clientId": "client-1", "serv'],
  ["of values that no setting has", '{"server": "somewhere", "trustedSources": "all"}'],
];

for (const [name, content] of broken) {
  test(`a settings file ${name} is set aside whole, and Handset starts with the defaults`, async ({
    handset,
  }) => {
    await handset.writeSettings(content);
    const app = await handset.launch();
    const page = await app.page("sign-in");
    await expect(page.getByLabel("Production")).toBeChecked();
    await expect(page.getByLabel("Client ID")).toHaveValue("");
    const aside = (await readdir(handset.profile)).filter((file) =>
      file.startsWith("config.json.set-aside-"),
    );
    expect(aside).toHaveLength(1);
    expect(await readFile(join(handset.profile, aside[0] ?? ""), "utf8")).toBe(content);
    expect(await handset.readLog()).toContain("settings.file-set-aside");
  });
}

test("a trusted source is not asked about", async ({ handset }) => {
  await handset.writeSettings({ trustedSources: ["link:tel"] });
  const app = await handset.launch();
  await handset.signIn(app);
  await handset.openLink("tel:+14155550123");
  await expect.poll(() => handset.dialled()).toEqual(["+14155550123"]);
  expect(app.electron.windows()).toHaveLength(1);
});
