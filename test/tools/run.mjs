/**
 * What the npm scripts start: `node test/tools/run.mjs <command> [arguments]`. Sets up what the command needs,
 * then runs it and passes signals and the exit code on. It runs before `npm ci`, hence plain JavaScript.
 */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { checkNode, ensureModules, ensurePackages, SetupError } from "./setup.mjs";

/** @typedef {{ readonly entry: string, readonly desktop: boolean }} Command `desktop`: needs the programs of a test desktop. */

// Not import.meta.dirname: a Node without it has to come as far as being told that it is too old.
const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * `start` and `dev` choose their host first and then ask for what it needs; `sandbox` is a plain server.
 * @type {Readonly<Record<string, Command>>}
 */
export const commands = {
  start: { entry: "test/tools/start.ts", desktop: false },
  dev: { entry: "test/tools/dev.ts", desktop: false },
  demo: { entry: "test/tools/demo.ts", desktop: true },
  sandbox: { entry: "test/sandbox/cli.ts", desktop: false },
  test: { entry: "test/tools/test.ts", desktop: true },
  e2e: { entry: "test/tools/e2e.ts", desktop: true },
  dist: { entry: "build/dist.ts", desktop: false },
  icons: { entry: "build/icons.ts", desktop: false },
  brand: { entry: "build/brand-check.ts", desktop: false },
  policy: { entry: "build/policy-templates.ts", desktop: false },
};

/**
 * @param {readonly string[]} args after `run.mjs`
 * @returns {{ readonly command: Command, readonly rest: readonly string[] } | { readonly usage: string }}
 */
export function parseArguments(args) {
  const [name = "", ...rest] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return { command, rest };
  const names = Object.keys(commands).join("|");
  const wrong = name === "" ? "No command given." : `"${name}" is not a command.`;
  return {
    usage: `${wrong} Usage: node test/tools/run.mjs ${names} [arguments]`,
  };
}

/**
 * The child shares our process group, so a terminal's Ctrl-C reaches it directly as well; it takes a repeated
 * signal as one. The channel between us lets it notice when we are killed outright.
 * @param {Command} command
 * @param {readonly string[]} rest
 * @returns {Promise<number>} the exit code
 */
function runCommand(command, rest) {
  const child = spawn(process.execPath, ["--import", "tsx", resolve(root, command.entry), ...rest], {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  child.channel?.unref();
  /** @type {readonly NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("exit", (code, signal) =>
      done(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
}

/**
 * Takes the end of our parent for a request to stop: a TERM to npm ends the shell between npm and us, which does not
 * pass it on.
 */
function followParent() {
  const parent = process.ppid;
  const watch = () => {
    if (process.ppid !== parent) process.kill(process.pid, "SIGTERM");
  };
  setInterval(watch, 300).unref();
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code
 */
async function main(args) {
  const parsed = parseArguments(args);
  if ("usage" in parsed) {
    console.error(parsed.usage);
    return 2;
  }
  followParent();
  try {
    checkNode();
    await ensureModules(root);
    if (parsed.command.desktop) await ensurePackages();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    return 1;
  }
  return runCommand(parsed.command, parsed.rest);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2));
