import { sessionBus } from "./session-bus.ts";

const launcherEntry = {
  path: "/com/canonical/unity/launcherentry/1",
  interface: "com.canonical.Unity.LauncherEntry",
};

/**
 * The count on the app's icon, as docks of Linux take it: a signal to whoever listens, found through the app's
 * `.desktop` file (Unity's launcher API). Where nobody listens nothing happens.
 */
export async function showBadge(desktopName: string, count: number): Promise<void> {
  try {
    const bus = await sessionBus();
    bus.signal(launcherEntry, "Update", "sa{sv}", [
      `application://${desktopName}`,
      { count: bus.variant("x", BigInt(count)), "count-visible": bus.variant("b", count > 0) },
    ]);
  } catch (error) {
    process.stderr.write(`electron-on-chromium: badge: ${String(error)}\n`);
  }
}
