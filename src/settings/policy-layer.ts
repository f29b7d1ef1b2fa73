import { assertNever } from "../app/assert-never.ts";
import type { Brand } from "../brand.ts";
import { isSettingName } from "./check.ts";
import type { Policies, ProxyPolicy } from "./policy-values.ts";
import type { PolicyLayer } from "./store.ts";

/** The policies as the settings have them over the user's own. */
export function policyLayer({ settings, managedBy }: Policies): PolicyLayer {
  const names = Object.keys(settings).filter(isSettingName);
  return { values: settings, locked: Object.fromEntries(names.map((name) => [name, managedBy])) };
}

/** The brand, with the widget's address that the organisation allows. */
export function policedBrand(brand: Brand, { widgetUrl }: Policies): Brand {
  return widgetUrl === null ? brand : { ...brand, widgetUrl };
}

/** @see https://www.electronjs.org/docs/latest/api/structures/proxy-config */
export function proxyConfig(proxy: ProxyPolicy): Electron.ProxyConfig {
  switch (proxy.mode) {
    case "system":
    case "direct":
      return { mode: proxy.mode };
    case "fixed":
      return { mode: "fixed_servers", proxyRules: proxy.server, proxyBypassRules: proxy.bypass };
    case "pac":
      return { mode: "pac_script", pacScript: proxy.url };
    default:
      return assertNever(proxy);
  }
}
