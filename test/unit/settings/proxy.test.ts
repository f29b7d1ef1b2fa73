import { expect, test } from "vitest";
import type { PolicyProblem } from "../../../src/settings/policy-keeper.ts";
import { noPolicies, type ProxyPolicy } from "../../../src/settings/policy-values.ts";
import { followProxyPolicy } from "../../../src/settings/proxy.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { settled } from "../support/scheduler.ts";

/** A network of the app and one session, where more can be made, and which may refuse. */
function createBench(proxy: ProxyPolicy | null) {
  const world = { refuses: false };
  const applied: string[] = [];
  const problems: PolicyProblem[] = [];
  const listeners: ((created: ReturnType<typeof part>) => void)[] = [];
  const log = createRecordingLog();
  const part = (name: string) => ({
    async setProxy(config: Electron.ProxyConfig) {
      // Chromium's own way to refuse comes after a while.
      await Promise.resolve();
      if (world.refuses) throw new Error("no");
      applied.push(`${name}: ${JSON.stringify(config)}`);
    },
  });
  const follow = () =>
    followProxyPolicy(
      {
        current: () => ({ sources: ["x"], policies: { ...noPolicies, proxy }, problems: [] }),
        report: (problem) => problems.push(problem),
      },
      { now: [part("default"), part("app")], onSession: (listener) => void listeners.push(listener) },
      log,
    );
  const create = (name: string) => {
    for (const listener of listeners) listener(part(name));
  };
  return { world, applied, problems, listeners, log, follow, create };
}

const fixed: ProxyPolicy = { mode: "fixed", server: "proxy.example:8080", bypass: "*.acme.example" };
const rules = JSON.stringify({
  mode: "fixed_servers",
  proxyRules: "proxy.example:8080",
  proxyBypassRules: "*.acme.example",
});

test("without a policy nothing is touched", async () => {
  const { follow, applied, listeners } = createBench(null);
  await follow();
  expect([applied, listeners]).toEqual([[], []]);
});

test("a policy counts for the app, for what is there, and for every session that comes", async () => {
  const { follow, applied, create, problems, log } = createBench(fixed);
  await follow();
  expect(applied).toEqual([`default: ${rules}`, `app: ${rules}`]);
  create("persist:phone");
  await settled();
  expect(applied.at(-1)).toBe(`persist:phone: ${rules}`);
  expect(problems).toEqual([]);
  expect(log.text()).toContain('"mode":"fixed"');
  // Where the traffic goes is the organisation's own affair.
  expect(log.text()).not.toContain("proxy.example");
});

test("one that cannot be followed is told of once, and holds nothing up", async () => {
  const { follow, create, problems, world, log } = createBench({ mode: "direct" });
  world.refuses = true;
  await follow();
  create("persist:phone");
  await settled();
  expect(problems).toEqual([{ kind: "proxy" }]);
  expect(log.text().match(/policy\.proxy-failed/g)).toHaveLength(3);
  expect(log.text()).not.toContain('"mode":"direct"');
});

test("a session that comes later and cannot be set up is told of as well", async () => {
  const { follow, create, problems, world } = createBench(fixed);
  await follow();
  world.refuses = true;
  create("persist:phone");
  await settled();
  expect(problems).toEqual([{ kind: "proxy" }]);
});
