import type { Scheduler } from "../app/scheduler.ts";

/** Panels are started at the same time; by then the slowest is there. */
const TRAY_LIMIT_MS = 15_000;
const INTERVAL_MS = 1_000;

/** Waits for a tray to hide in. Without one a phone that nobody sees could not be found again: it is shown. */
export async function showUnlessTray(options: {
  readonly hasTrayHost: () => Promise<boolean>;
  readonly scheduler: Scheduler;
  readonly show: () => void;
}): Promise<void> {
  const { hasTrayHost, scheduler } = options;
  const end = scheduler.now() + TRAY_LIMIT_MS;
  while (!(await hasTrayHost())) {
    if (scheduler.now() >= end) return options.show();
    await new Promise<void>((resolve) => scheduler.after(INTERVAL_MS, resolve));
  }
}
