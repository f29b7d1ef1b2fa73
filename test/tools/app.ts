import { hasDisplay } from "./display.ts";
import { chooseHost, type Host, hostArgs, hostLine } from "./host.ts";
import type { Child, Processes } from "./processes.ts";
import { root } from "./repository.ts";
import { desktopPackages, ensurePackages, SetupError } from "./setup.mjs";

/** Chooses the host for a person's own desktop, says so, and sees to what it needs there. */
export async function prepareHost(processes: Processes): Promise<Host> {
  if (!hasDisplay())
    throw new SetupError('There is no display to show windows on. "npm run demo" brings its own.');
  const host = await chooseHost({ processes });
  console.log(hostLine(host));
  // The person's own session bus and keyring serve; what is missing beyond that is the stand-in's.
  const standIn = new Set(["chromium", "libsecret-tools", "xdg-utils", "xclip"]);
  if (host.kind === "chromium") await ensurePackages(desktopPackages.filter(({ name }) => standIn.has(name)));
  return host;
}

/** Starts the built app on its host, with the person's own environment. */
export function startApp(host: Host, processes: Processes, rest: readonly string[]): Promise<Child> {
  return processes.start(host.executablePath, [root, ...hostArgs(host), ...rest], {
    name: "Handset",
    cwd: root,
    output: "inherit",
  });
}
