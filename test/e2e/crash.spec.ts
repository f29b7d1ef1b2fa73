import { setTimeout as pause } from "node:timers/promises";
import { expect, isSignedIn, test } from "./support/fixtures.ts";
import { until } from "./support/until.ts";

/** `HANDSET_CRASH_ROUNDS=200` for the figure; a few in every run. */
const rounds = Number(process.env.HANDSET_CRASH_ROUNDS ?? 4);
const longestRunMs = 400;

test("killed at random moments while tokens are refreshed, every restart is signed in", async ({
  handset,
}) => {
  test.setTimeout(60_000 + rounds * 15_000);
  const { sandbox } = handset;
  const refreshes = (): number =>
    sandbox.requests({ path: "/restapi/oauth/token", method: "POST" }).filter(({ form, status }) => {
      return form?.grant_type === "refresh_token" && status === 200;
    }).length;
  const first = await handset.launch();
  await handset.signIn(first);
  await until("the token is in the vault", async () =>
    (await handset.readLog()).includes('"result":"sealed"'),
  );
  await first.quit();

  let lost = 0;
  for (let round = 0; round < rounds; round += 1) {
    const app = await handset.launch();
    const phone = await app.page("app.html");
    const starts = (await handset.readLog()).lastIndexOf("app.starting");
    const signedIn = until("the restart is signed in", async () =>
      (await handset.readLog()).slice(starts).includes('"state":"signed-in"'),
    );
    if (
      !(await signedIn.then(
        () => true,
        () => false,
      ))
    ) {
      lost += 1;
      await app.quit();
      break;
    }
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
  console.log(`${rounds} kills, ${refreshes()} refreshes, ${lost} sessions lost`);
  expect(lost).toBe(0);
  expect(refreshes()).toBeGreaterThan(0);
  expect(await isSignedIn(handset)).toBe(true);
});
