import { setTimeout as pause } from "node:timers/promises";
import { expect, type Handset, type RunningApp, test } from "./support/fixtures.ts";
import { until } from "./support/until.ts";

/** `HANDSET_CRASH_ROUNDS=200` for the figure; a few in every run. */
const rounds = Number(process.env.HANDSET_CRASH_ROUNDS ?? 4);
const longestRunMs = 400;

// The old refresh token ends with the first use of the new pair: a vault that is one token behind is found out.
test.use({ sandboxOptions: { lifetimes: { graceAfterUse: 0 } } });

test("killed at random moments while tokens are refreshed, every restart is signed in", async ({
  handset,
}) => {
  test.setTimeout(60_000 + rounds * 15_000);
  const first = await handset.launch();
  await handset.signIn(first);
  await until("the token is in the vault", async () =>
    (await handset.readLog()).includes('"result":"sealed"'),
  );
  await first.quit();

  for (let round = 0; round < rounds; round += 1) {
    const app = await restart(handset, round);
    await refreshUntilKilled(handset, app);
  }
  await restart(handset, rounds);
  console.log(`${rounds} kills, ${refreshes(handset)} refreshes, each restart signed in`);
  expect(refreshes(handset)).toBeGreaterThan(0);
});

/** Starts it again; fails when that start is not signed in. */
async function restart(handset: Handset, kills: number): Promise<RunningApp> {
  const before = (await handset.readLog()).length;
  const app = await handset.launch();
  await until(`the start after ${kills} kills is signed in`, async () =>
    (await handset.readLog()).slice(before).includes('"state":"signed-in"'),
  );
  return app;
}

/** Each moment is as likely as any other; a failure says after how many kills, and the log has the rest. */
async function refreshUntilKilled({ sandbox }: Handset, app: RunningApp): Promise<void> {
  const phone = await app.page("app.html");
  const killAt = performance.now() + Math.random() * longestRunMs;
  while (performance.now() < killAt) {
    sandbox.expireTokens("access");
    // Anything that asks the platform meets a 401, and the widget refreshes.
    await phone.evaluate(() =>
      window.postMessage({ type: "rc-adapter-set-presence", userStatus: "Busy" }, location.origin),
    );
    await pause(20);
  }
  const ended = new Promise((resolve) => app.electron.process().once("exit", resolve));
  app.electron.process().kill("SIGKILL");
  await ended;
}

function refreshes({ sandbox }: Handset): number {
  return sandbox
    .requests({ path: "/restapi/oauth/token", method: "POST" })
    .filter(({ form, status }) => form?.grant_type === "refresh_token" && status === 200).length;
}
