import { expect, test } from "vitest";
import { type Interfaces, networkPlace, watchNetwork } from "../../../src/reachability/network-watch.ts";
import { createFakeScheduler } from "../support/scheduler.ts";

const at = (...addresses: readonly string[]): Interfaces => ({
  lo: [{ address: "127.0.0.1", internal: true }],
  eth0: addresses.map((address) => ({ address, internal: false })),
});

test("a place is its addresses, without those that come and go by themselves", () => {
  expect(networkPlace(at("192.168.1.7", "fe80::1", "169.254.3.4"))).toBe("192.168.1.7");
  expect(networkPlace(at("2001:db8:1:2:aaaa::1"))).toBe(networkPlace(at("2001:db8:1:2:bbbb::2")));
  expect(networkPlace({ ...at("10.0.0.1"), gone: undefined })).toBe("10.0.0.1");
  expect(networkPlace(at())).toBe("");
});

test("another network is told of, the loss of one is not, and its return is", () => {
  const scheduler = createFakeScheduler();
  let interfaces = at("192.168.1.7");
  let changes = 0;
  const stop = watchNetwork(
    scheduler,
    () => interfaces,
    () => changes++,
  );
  const look = (next: Interfaces): number => {
    interfaces = next;
    scheduler.advance(10_000);
    return changes;
  };
  expect(look(at("192.168.1.7"))).toBe(0);
  expect(look(at("192.168.1.7", "10.8.0.2"))).toBe(1);
  expect(look(at())).toBe(1);
  expect(look(at("172.20.10.3"))).toBe(2);
  stop();
  expect(scheduler.waiting).toBe(0);
});
