/**
 * Sets up whatever a command needs before any package is there, so only Node's own modules are used: the Node
 * version, node_modules and, on Linux, the programs of a test desktop.
 */
import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** @typedef {{ readonly name: string, readonly program: string, readonly optional?: boolean }} SystemPackage A Debian package and the program it is there for; without an optional one some tests are skipped. */
/** @typedef {{ readonly kind: "nothing" } | { readonly kind: "install", readonly names: readonly string[] } | { readonly kind: "tell", readonly message: string }} PackagePlan */
/** @typedef {{ readonly platform: NodeJS.Platform, readonly root: boolean, readonly debian: boolean, readonly missing: readonly SystemPackage[] }} PackageFacts */
/** @typedef {{ readonly version?: string, readonly integrity?: string, readonly optional?: boolean, readonly devOptional?: boolean, readonly link?: boolean }} LockEntry */
/** @typedef {(command: string, args: readonly string[], options: { limitMs: number, quiet?: boolean, env?: Record<string, string> }) => Promise<void>} Run */

const minute = 60_000;

/**
 * What the test desktop is made of on Linux, in the words of Debian.
 * @type {readonly SystemPackage[]}
 */
export const desktopPackages = [
  { name: "chromium", program: "chromium" },
  { name: "xvfb", program: "Xvfb" },
  { name: "xauth", program: "xauth" },
  { name: "dbus", program: "dbus-daemon" },
  { name: "gnome-keyring", program: "gnome-keyring-daemon" },
  { name: "libsecret-tools", program: "secret-tool" },
  { name: "xdg-utils", program: "xdg-open" },
  { name: "xclip", program: "xclip" },
  { name: "desktop-file-utils", program: "desktop-file-validate", optional: true },
  { name: "appstream", program: "appstreamcli", optional: true },
];

/** A problem that the person at the keyboard can solve; shown without a stack. */
export class SetupError extends Error {
  /** @override */
  name = "SetupError";
}

/**
 * @param {string} version as in `process.versions.node`
 * @returns {string | null} what is wrong with this Node, or null
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return null;
  return `Handset is built with Node 20.19 or later; this is Node ${version}. Install a newer one from https://nodejs.org and run the command again.`;
}

/**
 * Compares package-lock.json with the copy npm leaves in node_modules/.package-lock.json once everything is in
 * place. Only what decides which code runs is compared; times are not, since a checkout sets them anew.
 * Optional packages may be missing: they are those of other platforms.
 * @param {string} wanted text of package-lock.json
 * @param {string | null} installed text of node_modules/.package-lock.json, or null where there is none
 * @returns {string | null} why `npm ci` has to run, or null
 */
export function modulesProblem(wanted, installed) {
  if (installed === null) return "node_modules is missing or incomplete";
  const want = lockEntries(wanted);
  const have = lockEntries(installed);
  if (have === null || want === null) return "a lock file cannot be read";
  for (const [path, entry] of want) {
    if (path === "") continue;
    const present = have.get(path);
    if (present === undefined) {
      if (entry.optional || entry.devOptional) continue;
      return `${path} is missing`;
    }
    if (present.version !== entry.version || present.integrity !== entry.integrity)
      return `${path} is not the version in package-lock.json`;
  }
  for (const path of have.keys()) if (!want.has(path)) return `${path} is not in package-lock.json`;
  return null;
}

/**
 * @param {string} text
 * @returns {Map<string, LockEntry> | null}
 */
function lockEntries(text) {
  try {
    const lock = JSON.parse(text);
    return new Map(Object.entries(lock.packages));
  } catch {
    return null;
  }
}

/**
 * @param {readonly SystemPackage[]} wanted
 * @param {(program: string) => boolean} isThere
 */
export function missingPackages(wanted, isThere) {
  return wanted.filter((each) => !isThere(each.program));
}

/**
 * What to do about missing programs: install them, or say what to type.
 * @param {PackageFacts} facts
 * @returns {PackagePlan}
 */
export function planPackages({ platform, root, debian, missing }) {
  if (platform !== "linux" || missing.length === 0) return { kind: "nothing" };
  if (root && debian) return { kind: "install", names: missing.map((each) => each.name) };
  const needed = missing.filter((each) => !each.optional);
  if (needed.length === 0) return { kind: "nothing" };
  const names = needed.map((each) => each.name);
  const command = `${root ? "" : "sudo "}apt-get install --no-install-recommends ${names.join(" ")}`;
  const programs = needed.map((each) => each.program).join(", ");
  const say = debian
    ? "Install what is missing with this command, then run this one again:"
    : "Install the packages that bring them, then run this command again. On Debian or Ubuntu that is:";
  return {
    kind: "tell",
    message: `Not installed: ${programs}.\n${say}\n\n  ${command}\n`,
  };
}

/**
 * @param {string} osRelease text of /etc/os-release
 */
export function isDebianLike(osRelease) {
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(osRelease);
}

/**
 * True where an executable of that name is on the PATH.
 * @param {string} program
 */
export function isOnPath(program) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Refuses a Node that is too old. */
export function checkNode() {
  const problem = nodeProblem(process.versions.node);
  if (problem !== null) throw new SetupError(problem);
}

/**
 * Runs `npm ci` unless node_modules already is what package-lock.json asks for.
 * @param {string} root the repository
 * @param {Run} run
 */
export async function ensureModules(root, run = runStep) {
  const wanted = readFileSync(join(root, "package-lock.json"), "utf8");
  const record = join(root, "node_modules", ".package-lock.json");
  const why = modulesProblem(wanted, existsSync(record) ? readFileSync(record, "utf8") : null);
  if (why === null) return;
  console.log(`Set-up: npm ci (${why})`);
  const [command, ...first] = npmCommand();
  const args = [...first, "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  await run(command, args, { limitMs: 10 * minute });
}

/**
 * The npm that started us where there is one, so that a second version never writes the lock file.
 * @returns {[string, ...string[]]}
 */
function npmCommand() {
  const started = process.env.npm_execpath;
  if (started?.endsWith("npm-cli.js")) return [process.execPath, started];
  return [process.platform === "win32" ? "npm.cmd" : "npm"];
}

/**
 * Installs the missing packages where that is possible, otherwise says how and stops.
 * @param {readonly SystemPackage[]} wanted
 * @param {Run} run
 */
export async function ensurePackages(wanted = desktopPackages, run = runStep) {
  const release = "/etc/os-release";
  const plan = planPackages({
    platform: process.platform,
    root: process.getuid?.() === 0,
    debian: existsSync(release) && isDebianLike(readFileSync(release, "utf8")),
    missing: missingPackages(wanted, isOnPath),
  });
  switch (plan.kind) {
    case "nothing":
      return;
    case "tell":
      throw new SetupError(plan.message);
    case "install": {
      console.log(`Set-up: apt-get install ${plan.names.join(" ")}`);
      const env = { DEBIAN_FRONTEND: "noninteractive" };
      const patient = ["-q", "-o", "DPkg::Lock::Timeout=120"];
      await run("apt-get", [...patient, "update"], {
        limitMs: 3 * minute,
        quiet: true,
        env,
      });
      const install = [...patient, "install", "-y", "--no-install-recommends", ...plan.names];
      await run("apt-get", install, { limitMs: 10 * minute, quiet: true, env });
      const still = missingPackages(wanted, isOnPath).map((each) => each.program);
      if (still.length > 0)
        throw new SetupError(`Installed, but still not on the PATH: ${still.join(", ")}.`);
    }
  }
}

/**
 * Runs one set-up step. A quiet one shows its output only when it fails. A signal to this process ends the step
 * as well, so that no half-finished installation goes on alone.
 * @type {Run}
 */
async function runStep(command, args, { limitMs, quiet = false, env = {} }) {
  const child = spawn(command, args, {
    stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
    shell: command.endsWith(".cmd"),
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const stop = () => {
    child.kill("SIGTERM");
  };
  /** @type {readonly NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  /** @type {NodeJS.Signals | null} */
  let interrupted = null;
  const interrupt = (/** @type {NodeJS.Signals} */ signal) => {
    interrupted = signal;
    stop();
  };
  for (const signal of signals) process.on(signal, interrupt);
  const timer = setTimeout(stop, limitMs);
  try {
    const code = await new Promise((resolve, reject) => {
      child.once("error", reject).once("close", resolve);
    });
    if (interrupted !== null) throw new SetupError(`Interrupted (${interrupted}).`);
    if (code !== 0) {
      const line = [command, ...args].join(" ");
      throw new SetupError(`${output}\nSet-up stopped: "${line}" ended with ${code ?? "a signal"}.`);
    }
  } finally {
    clearTimeout(timer);
    for (const signal of signals) process.off(signal, interrupt);
  }
}
