/// <reference types="electron" />
import { expect } from "@playwright/test";
import { appFolder, type Contract, exitOf, processesWith, spawnApp, test } from "./harness.ts";

declare const contract: Contract;

test("ten starts at once all reach the running app and end soon", async ({ launch, userData }) => {
  const app = await launch({ env: { CONTRACT_SINGLE: "first" } });
  await app.firstWindow();
  const ids = Array.from({ length: 10 }, (_, index) => `start-${index}`);
  const codes = await Promise.all(
    ids.map(async (id) => {
      const child = spawnApp({ CONTRACT_USER_DATA: userData, CONTRACT_SINGLE: id }, [`tel:${id}`]);
      return (await exitOf(child)).code;
    }),
  );
  expect(codes).toEqual(ids.map(() => 0));
  const seconds = await app.evaluate(() =>
    contract.log.filter((entry) => Array.isArray(entry) && entry[0] === "second-instance"),
  );
  const messages = seconds as [string, string[], string, { id: string }][];
  expect(messages.map(([, , , data]) => data.id).sort()).toEqual(ids);
  for (const [, argv, cwd, data] of messages) {
    expect(argv).toContain(`tel:${data.id}`);
    expect(argv).toContain(appFolder);
    expect(cwd).toBe(process.cwd());
  }
});

test("a killed app leaves no lock behind", async ({ launch, userData }) => {
  const app = await launch({ env: { CONTRACT_SINGLE: "first" } });
  await app.firstWindow();
  const ended = exitOf(app.process());
  app.process().kill("SIGKILL");
  await ended;
  const next = await launch({ env: { CONTRACT_SINGLE: "second" } });
  await next.firstWindow();
  await next.close();
  await expect.poll(() => processesWith(userData)).toEqual([]);
});

test("ten starts at once without a running app leave exactly one", async ({ userData }) => {
  const children = Array.from({ length: 10 }, (_, index) =>
    spawnApp({ CONTRACT_USER_DATA: userData, CONTRACT_SINGLE: String(index) }),
  );
  const running = () => children.filter((child) => child.exitCode === null && child.signalCode === null);
  await expect.poll(() => running().length, { timeout: 30_000 }).toBe(1);
  const [last] = running();
  if (last) {
    const ended = exitOf(last);
    last.kill("SIGTERM");
    await ended;
  }
  await expect.poll(() => processesWith(userData)).toEqual([]);
});
