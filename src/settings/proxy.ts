import type { Log } from "../diagnostics/log.ts";
import type { PolicyKeeper } from "./policy-keeper.ts";
import { proxyConfig } from "./policy-layer.ts";

/** What reaches the network by itself: a session, or the app with the requests of no session. */
interface Reaching {
  setProxy(config: Electron.ProxyConfig): Promise<void>;
}

export interface Network {
  /** What there is already. */
  readonly now: readonly Reaching[];
  /** Calls it with each session that is made from now on. */
  onSession(listener: (created: Reaching) => void): void;
}

/**
 * Sets up the network as the policy in force says; without one nothing is touched. Resolves when what is there already
 * goes that way. What cannot be set up is told of once, and never rejects.
 */
export async function followProxyPolicy(
  keeper: Pick<PolicyKeeper, "current" | "report">,
  network: Network,
  log: Log,
): Promise<void> {
  const { proxy } = keeper.current().policies;
  if (proxy === null) return;
  const config = proxyConfig(proxy);
  let isTold = false;
  const apply = async (to: Reaching): Promise<void> => {
    try {
      await to.setProxy(config);
    } catch (cause) {
      log.error("policy.proxy-failed", { cause });
      if (!isTold) keeper.report({ kind: "proxy" });
      isTold = true;
    }
  };
  network.onSession((created) => void apply(created));
  await Promise.all(network.now.map(apply));
  if (!isTold) log.info("policy.proxy", { mode: proxy.mode });
}
