import { readdirSync, readFileSync } from "node:fs";

/** A process found in /proc. */
export interface FoundProcess {
  readonly pid: number;
  /** Process group id. */
  readonly group: number;
  /** The whole command line, with blanks between its arguments. */
  readonly command: string;
}

/**
 * Finds every live process, other than this one, whose environment carries `marker` ("NAME=value"). A marker is
 * inherited by everything a command starts, also by what detaches itself from its parent and its group, which is
 * how daemons and programs opened through the desktop escape a look at the process tree.
 *
 * Linux only (proc(5)); elsewhere the answer is empty. Processes of other users are not readable and not ours.
 */
export function leftovers(marker: string): readonly FoundProcess[] {
  const carries = (pid: number): boolean => readProc(pid, "environ").split("\0").includes(marker);
  return allPids()
    .filter((pid) => pid !== process.pid && carries(pid))
    .flatMap(described);
}

/** The live members of a process group. Unlike `kill(-group, 0)` it does not count the dead nobody waited for. */
export function membersOf(group: number): readonly FoundProcess[] {
  return allPids()
    .flatMap(described)
    .filter((each) => each.group === group);
}

/**
 * Reads one line of /proc/PID/stat. The command in parentheses may itself hold spaces and parentheses.
 * @returns the state letter and the process group, or null when the line is not one
 */
export function parseStat(stat: string): { readonly state: string; readonly group: number } | null {
  const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (state === undefined || group === undefined || !/^\d+$/.test(group)) return null;
  return { state, group: Number(group) };
}

function allPids(): readonly number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** None for a process that is dead. */
function described(pid: number): readonly FoundProcess[] {
  const stat = parseStat(readProc(pid, "stat"));
  if (stat === null || stat.state === "Z" || stat.state === "X") return [];
  const command = readProc(pid, "cmdline").replaceAll("\0", " ").trim();
  return [{ pid, group: stat.group, command }];
}

/** Empty for a process that has just ended or belongs to somebody else: neither is ours to report. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
