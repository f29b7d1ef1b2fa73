import { execFile } from "node:child_process";
import { existsSync, watch } from "node:fs";
import { readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { writeFile } from "atomically";
import { app, type Session, session } from "electron";
import { systemScheduler } from "../../app/scheduler.ts";
import type { Brand } from "../../brand.ts";
import type { Log } from "../../diagnostics/log.ts";
import { createPolicyKeeper, type PolicyKeeper } from "../policy-keeper.ts";
import { policySources } from "../policy-sources.ts";
import { followProxyPolicy } from "../proxy.ts";

const execute = promisify(execFile);
const RUN_LIMIT_MS = 5_000;
const MAX_OUTPUT = 1024 * 1024;

/** The policies of this machine. Nothing is read before `read` is called, which may be before `ready`. */
export function openPolicies(brand: Brand, log: Log): PolicyKeeper {
  const lastGood = join(app.getPath("userData"), "policy-last-good.json");
  return createPolicyKeeper({
    sources: policySources(brand, {
      platform: process.platform,
      env: process.env,
      userName: nameOfUser(),
      async run(program, args) {
        const limits = { timeout: RUN_LIMIT_MS, maxBuffer: MAX_OUTPUT, windowsHide: true };
        return (await execute(program, [...args], limits)).stdout;
      },
    }),
    lastGood: {
      read: () => readFile(lastGood, "utf8"),
      write: (text) => writeFile(lastGood, text),
    },
    watch: (folder, changed) => watchFolder(folder, changed, log),
    scheduler: systemScheduler,
    log,
  });
}

/** A user id without an account has no name; there is no folder of that name then. */
function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}

/** A folder that is not there is not watched: it is looked at again every hour and at each start. */
function watchFolder(folder: string, changed: () => void, log: Log): () => void {
  if (!existsSync(folder)) return () => {};
  try {
    const watcher = watch(folder, { persistent: false }, changed);
    watcher.on("error", (cause) => log.warn("policy.watch-failed", { cause }));
    return () => watcher.close();
  } catch (cause) {
    log.warn("policy.watch-failed", { cause });
    return () => {};
  }
}

/**
 * Sets up the network as a policy says, for every session there is and will be. To be called after `ready` and before
 * anything is loaded; a proxy that wants a password is not answered (docs/deployment.md).
 *
 * @see https://www.electronjs.org/docs/latest/api/session#sessetproxyconfig
 */
export function useProxy(keeper: PolicyKeeper, log: Log): Promise<void> {
  const now = [
    { setProxy: (config: Electron.ProxyConfig) => session.defaultSession.setProxy(config) },
    { setProxy: (config: Electron.ProxyConfig) => app.setProxy(config) },
  ];
  const onSession = (listener: (created: Session) => void): void => {
    app.on("session-created", listener);
  };
  return followProxyPolicy(keeper, { now, onSession }, log);
}
