import { spawn } from "node:child_process";
import type { Handset } from "./handset.ts";

export interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** No command waits longer: it starts a Handset in 45 s and asks it for 30 s at most. */
const LIMIT_MS = 90_000;

/**
 * Runs a command as a terminal does: the real executable, as a process of its own, without Playwright.
 *
 * @param words what the user typed behind the program's name
 */
export function type(
  { command: [program = "", ...args], desktop }: Handset,
  words: readonly string[],
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args, ...words], {
      env: desktop.env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: LIMIT_MS,
    });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      err += text;
    });
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, out, err }));
  });
}
