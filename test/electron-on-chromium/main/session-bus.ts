import type { Bus } from "./bus.ts";

let connected: Promise<Bus> | null = null;

/** The app's connection to the desktop's session bus, made at first use. Rejects where there is none. */
export function sessionBus(): Promise<Bus> {
  connected ??= connect();
  connected.catch(() => {
    connected = null; // it may come later
  });
  return connected;
}

async function connect(): Promise<Bus> {
  const address = process.env.DBUS_SESSION_BUS_ADDRESS;
  if (!address) throw new Error("There is no session bus");
  const { connectBus } = await import("./bus.ts"); // costs time that most runs need not spend
  return connectBus(address);
}
