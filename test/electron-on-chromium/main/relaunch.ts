import { spawn } from "node:child_process";

/** Looks every 50 ms whether the process is gone; a shell, because it has to outlive this program's own files. */
const script = `while kill -0 "$0" 2>/dev/null; do sleep 0.05; done; exec "$@"`;

/** Starts a program once a process has ended; its output goes nowhere, as of any program started from a desktop. */
export function startAfter(pid: number, program: string, args: readonly string[]): void {
  spawn("sh", ["-c", script, String(pid), program, ...args], { detached: true, stdio: "ignore" }).unref();
}
