import type { Scheduler } from "../app/scheduler.ts";

/** What `os.networkInterfaces()` gives, as far as it is looked at. */
export type Interfaces = Readonly<
  Record<string, readonly { readonly address: string; readonly internal: boolean }[] | undefined>
>;

/** Chromium's `online` tells of no change from one network to another, a VPN among them; looking costs microseconds. */
const LOOK_EVERY_MS = 10_000;

/** Addresses by which the machine is in networks at the moment, in an order of their own. */
export function networkPlace(interfaces: Interfaces): string {
  const addresses = Object.values(interfaces)
    .flatMap((of) => of ?? [])
    // Link-local ones come and go by themselves.
    .filter(({ address, internal }) => !internal && !/^(fe80:|169\.254\.)/i.test(address))
    .map(({ address }) => address);
  // IPv6 privacy addresses (RFC 8981) change every day: the network is in the first half.
  const places = addresses.map((address) =>
    address.includes(":") ? address.split(":").slice(0, 4).join(":") : address,
  );
  return [...new Set(places)].sort().join(" ");
}

/**
 * Calls `changed` when the machine is in another network than before; one that is only left is told of by `offline`.
 *
 * @returns the function that ends it
 */
export function watchNetwork(
  scheduler: Scheduler,
  interfaces: () => Interfaces,
  changed: () => void,
): () => void {
  let place = networkPlace(interfaces());
  let stop = (): void => {};
  const look = (): void => {
    const now = networkPlace(interfaces());
    const isOther = now !== place && now !== "";
    place = now;
    if (isOther) changed();
    stop = scheduler.after(LOOK_EVERY_MS, look);
  };
  stop = scheduler.after(LOOK_EVERY_MS, look);
  return () => stop();
}
