import type { Processes } from "./processes.ts";

/** An X display somebody else started, or our own. */
export interface Display {
  /** Value for DISPLAY, such as ":99". */
  readonly name: string;
  stop(): Promise<void>;
}

/** True where programs of this session can already show windows. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== "linux" || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

/** Starts an Xvfb of 1280 x 1024 on a free display, which it picks itself and reports (Xserver(1), -displayfd). */
export async function startDisplay(processes: Processes): Promise<Display> {
  const args = ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp", "-noreset"];
  const child = await processes.start("Xvfb", args, { name: "Xvfb" });
  const [, number] = await child.waitFor(/^(\d+)\n/m, 10_000);
  return { name: `:${number}`, stop: child.stop };
}
