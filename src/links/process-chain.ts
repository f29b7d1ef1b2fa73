import { readFileSync } from "node:fs";
import { type ChainLink, MAX_CHAIN, openerOf } from "./opener.ts";

/**
 * Which program started this process to open a link, or null where nobody can tell. Linux only: macOS and Windows
 * start the program of a link from a service of their own.
 */
export function openerOfThisProcess(): string | null {
  const own = process.platform === "linux" ? readStat(process.pid) : null;
  return own === null ? null : openerOf(processChain(own.parent), own.session);
}

/** The process and those above it, as far as they can be read. */
function processChain(pid: number): readonly ChainLink[] {
  const chain: ChainLink[] = [];
  for (let next = pid; next > 0 && chain.length < MAX_CHAIN; ) {
    const stat = readStat(next);
    if (stat === null) break;
    chain.push(stat);
    next = stat.parent;
  }
  return chain;
}

/** "12 (name) S 11 10 9 ...": id, name, state, parent, group, session; the name may have brackets of its own. */
function readStat(pid: number): (ChainLink & { readonly parent: number }) | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = /^\d+ \((.*)\) \S (\d+) \d+ (\d+) /s.exec(stat);
    if (fields === null) return null;
    const [, name = "", parent, session] = fields;
    return { name, parent: Number(parent), session: Number(session) };
  } catch {
    // Ended in the meantime, or another user's.
    return null;
  }
}
