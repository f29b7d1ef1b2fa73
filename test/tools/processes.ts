import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type FoundProcess, leftovers, membersOf } from "./leftovers.ts";

export interface StartOptions {
  /** Name for messages. */
  readonly name: string;
  /** The whole environment; `process.env` when absent. The run's marker is always added. */
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** "collect" keeps the output for `output()` and `waitFor`; "inherit" shows it as it comes. */
  readonly output?: "collect" | "inherit";
  /** Written to standard input, which is closed then; without it there is none. */
  readonly input?: string;
  /** Milliseconds after which the child is stopped. */
  readonly limitMs?: number;
}

export interface ExitResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly timedOut: boolean;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  /** Resolves when the child has ended; never rejects. */
  readonly exited: Promise<ExitResult>;
  /** Standard output and error so far, in order of arrival. */
  output(): string;
  /** Waits until the output matches. Rejects when the child ends first or after `limitMs`. */
  waitFor(pattern: RegExp, limitMs: number): Promise<RegExpExecArray>;
  /** Ends the child's whole process group: TERM, and KILL for what is left after 3 s. */
  stop(): Promise<void>;
}

export interface Processes {
  /** "HANDSET_RUN=<id>": in the environment of everything started here, and of what that starts. */
  readonly marker: string;
  /** The id in the marker. */
  readonly run: string;
  start(command: string, args: readonly string[], options: StartOptions): Promise<Child>;
  /** Stops every child. */
  stopAll(): Promise<void>;
  /**
   * Ends the run: finds marked processes that nobody tracks, stops them and all children, and returns the former
   * with what outlived its stop. Empty is what a clean run returns.
   */
  finish(): Promise<readonly FoundProcess[]>;
  /**
   * Ends the run before its time. Children that ended and children to be started are never reported after this, so
   * that whoever waits for them does not go on as if they had failed.
   */
  cutShort(): Promise<void>;
  /** The last resort, without waiting: KILL to every group and every marked process. */
  killAll(): void;
}

const markerName = "HANDSET_RUN";
const graceMs = 3000;

/**
 * Keeps track of child processes, each in a process group of its own, so that none outlives this process: what
 * still runs when this process exits is killed then. Signals are the affair of `runCommand`.
 */
export function createProcesses(): Processes {
  const inherited = process.env[markerName];
  const run = inherited ?? randomBytes(4).toString("hex");
  const marker = `${markerName}=${run}`;
  const running = new Set<Child>();
  let isCutShort = false;

  async function start(command: string, args: readonly string[], options: StartOptions): Promise<Child> {
    if (isCutShort) return never();
    const env = { ...(options.env ?? process.env), [markerName]: run };
    const child = await startChild(command, args, { ...options, env });
    if (running.size === 0) process.on("exit", killAll);
    running.add(child);
    void child.exited.then(() => {
      running.delete(child);
      if (running.size === 0) process.off("exit", killAll);
    });
    return { ...child, exited: child.exited.then((result) => (isCutShort ? never() : result)) };
  }

  async function stopAll(): Promise<void> {
    await Promise.all([...running].map((child) => child.stop()));
  }

  async function finish(): Promise<readonly FoundProcess[]> {
    const untracked = await settled(() => {
      const groups = new Set([...running].map((child) => child.pid));
      return ours().filter((each) => !groups.has(each.group));
    }, graceMs);
    for (const each of untracked) signal(each.pid, "SIGTERM");
    await stopAll();
    const outlived = await settled(ours, untracked.length > 0 ? graceMs : 500);
    for (const each of outlived) signal(each.pid, "SIGKILL");
    return [...new Map([...untracked, ...outlived].map((each) => [each.pid, each])).values()];
  }

  async function cutShort(): Promise<void> {
    isCutShort = true;
    await stopAll();
    await finish();
  }

  /** A process that was itself started by such a run shares the marker with its elders and must spare them. */
  function ours(): readonly FoundProcess[] {
    return inherited === undefined ? leftovers(marker) : [];
  }

  function killAll(): void {
    for (const child of running) signal(-child.pid, "SIGKILL");
    for (const each of ours()) signal(each.pid, "SIGKILL");
  }

  return { marker, run, start, stopAll, finish, cutShort, killAll };
}

function never(): Promise<never> {
  return new Promise(() => {});
}

/** Gives processes that are about to end the time to do so, then returns those that did not. */
export async function settled(
  look: () => readonly FoundProcess[],
  limitMs: number,
): Promise<readonly FoundProcess[]> {
  const end = Date.now() + limitMs;
  let found = look();
  while (found.length > 0 && Date.now() < end) {
    await sleep(20);
    found = look();
  }
  return found;
}

/** Sends a signal to a process, or with a negative id to a group; one that is gone is what was wanted. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

async function startChild(command: string, args: readonly string[], options: StartOptions): Promise<Child> {
  const collect = options.output !== "inherit";
  const output = collect ? "pipe" : "inherit";
  const child = spawn(command, [...args], {
    // Windows opens a console window for a detached child and has no groups; taskkill knows the tree there.
    detached: process.platform !== "win32",
    stdio: [options.input === undefined ? "ignore" : "pipe", output, output],
    cwd: options.cwd,
    env: options.env,
  });
  let collected = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      collected += text;
    });
  let timedOut = false;
  // "exit" can come before the last output; "close" waits for grandchildren that inherited the pipes.
  const closed = new Promise((resolve) => child.once("close", resolve));
  const exited = new Promise<ExitResult>((resolve) => {
    child.once("exit", (code, by) => {
      const result = () => resolve({ code, signal: by, timedOut });
      void Promise.race([closed, sleep(500, undefined, { ref: false })]).then(result);
    });
  });
  await once(child, "spawn");
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${options.name} has no process id`);
  if (options.input !== undefined) writeInput(child, options.input);
  const stop = (): Promise<void> => stopGroup(pid, exited);
  if (options.limitMs !== undefined) {
    const timer = setTimeout(() => {
      timedOut = true;
      void stop();
    }, options.limitMs);
    void exited.then(() => clearTimeout(timer));
  }
  const running: Child = {
    name: options.name,
    pid,
    exited,
    output: () => collected,
    stop,
    waitFor: (pattern, limitMs) => waitForOutput(running, child, pattern, limitMs),
  };
  return running;
}

function writeInput(child: ChildProcess, input: string): void {
  // A child that ends without reading breaks the pipe; its exit code tells that story.
  child.stdin?.on("error", () => {});
  child.stdin?.end(input);
}

async function waitForOutput(
  child: Child,
  { stdout, stderr }: ChildProcess,
  pattern: RegExp,
  limitMs: number,
): Promise<RegExpExecArray> {
  const ended = child.exited.then(({ code, signal: by }) => `ended with ${code ?? by}`);
  const limit = new AbortController();
  const late = sleep(limitMs, `said nothing of the kind within ${limitMs} ms`, {
    signal: limit.signal,
  });
  late.catch(() => {});
  try {
    for (;;) {
      const match = pattern.exec(child.output());
      if (match !== null) return match;
      const turn = new AbortController();
      const data = [stdout, stderr].flatMap((stream) =>
        stream === null ? [] : [once(stream, "data", { signal: turn.signal }).then(() => null)],
      );
      for (const each of data) each.catch(() => {});
      const why = await Promise.race([...data, ended, late]);
      turn.abort();
      if (why !== null) throw new Error(`${child.name} ${why}; expected ${pattern}\n${child.output()}`);
    }
  } finally {
    limit.abort();
  }
}

/** Ends a process group, leader and all. A leader that ended long ago may have left members behind. */
async function stopGroup(pid: number, exited: Promise<ExitResult>): Promise<void> {
  if (process.platform === "win32") {
    spawn("taskkill", ["/pid", String(pid), "/t", "/f"], { stdio: "ignore" });
    await Promise.race([exited, sleep(graceMs)]);
    return;
  }
  signal(-pid, "SIGTERM");
  // Off Linux there is no /proc to look into: there the leader stands for its group.
  const gone = process.platform === "linux" ? settled(() => membersOf(pid), graceMs) : exited;
  await Promise.race([gone, sleep(graceMs, undefined, { ref: false })]);
  signal(-pid, "SIGKILL");
  await Promise.race([exited, sleep(graceMs, undefined, { ref: false })]);
}
