import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brand } from "../../src/brand.ts";
import { expect, test } from "../e2e/support/fixtures.ts";
import { until } from "../e2e/support/until.ts";
import { root } from "../tools/repository.ts";
import { unpacked } from "./places.ts";

test("the program runs the app of its archive, packed, under the product's name", async ({ handset }) => {
  const app = await handset.launch();
  await app.page("sign-in");
  const facts = await app.electron.evaluate(({ app }) => ({
    isPackaged: app.isPackaged,
    version: app.getVersion(),
    userData: app.getPath("userData"),
    defaultApp: process.defaultApp ?? false,
  }));
  const { version }: { version: string } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(facts).toEqual({ isPackaged: true, version, userData: handset.profile, defaultApp: false });
  expect(handset.host.packed).toBe(true);
});

test("the program as it is shipped opens no inspector, whatever its arguments say", async ({ handset }) => {
  const [, ...args] = handset.command;
  const program = spawn(join(unpacked, brand.shortName), ["--inspect=0", ...args], {
    env: handset.desktop.env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  program.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  try {
    // By then Node would long have said where its debugger listens.
    await until("the product has started", async () => (await handset.readLog()).includes("session.changed"));
    expect(errors).not.toContain("Debugger listening");
  } finally {
    program.kill("SIGTERM");
  }
  await until("the product has ended", () => program.exitCode !== null || program.signalCode !== null);
});
