import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

/** The clipboard, and what is selected with the mouse. */
export type SelectionName = "clipboard" | "primary";

/** How long an owner may take to answer, in milliseconds. */
const answerLimit = 3_000;

/**
 * Reads the text of an X selection through xclip(1).
 * @returns "" where there is none, or its owner does not answer in 3 s
 * @throws Error when there is no xclip
 */
export function readSelection(name: SelectionName, env: NodeJS.ProcessEnv): Promise<string> {
  const options = {
    env,
    encoding: "utf8",
    maxBuffer: 1e8,
    timeout: answerLimit,
    killSignal: "SIGKILL",
  } as const;
  return new Promise((resolve, reject) => {
    execFile("xclip", ["-out", ...about(name)], options, (error, text) => {
      if (error && "code" in error && error.code === "ENOENT") reject(withoutXclip());
      else resolve(error ? "" : text);
    });
  });
}

/**
 * Owns an X selection: its text is that of this process, and goes with it.
 * @returns the program that answers for it, until another one owns the selection
 * @throws Error when there is no xclip or it fails
 */
export async function ownSelection(
  name: SelectionName,
  text: string,
  env: NodeJS.ProcessEnv,
): Promise<ChildProcess> {
  const command = ["--pdeathsig", "KILL", "--", "xclip", "-in", "-quiet", ...about(name)];
  const owner = spawn("setpriv", command, { env, stdio: ["pipe", "ignore", "pipe"] });
  const ended = once(owner, "close").catch(() => undefined); // no setpriv
  let said = "";
  owner.stderr.setEncoding("utf8").on("data", (more: string) => {
    said += more;
  });
  owner.stdin.on("error", () => undefined); // it ended without reading; what it said tells why
  owner.stdin.end(text);
  // It does not say when the server took it for the owner, but it counts the requests that it gets.
  const end = performance.now() + answerLimit;
  while (owner.exitCode === null && !said.includes("request number 2")) {
    if (performance.now() > end) throw new Error(`xclip did not get the selection: ${said}`);
    await Promise.race([readSelection(name, env), ended]);
    await sleep(5);
  }
  if (owner.exitCode) throw said.includes("No such file") ? withoutXclip() : new Error(`xclip: ${said}`);
  return owner;
}

const about = (name: SelectionName): string[] => ["-selection", name, "-target", "UTF8_STRING"];

function withoutXclip(): Error {
  return new Error("No xclip here: apt-get install xclip");
}
