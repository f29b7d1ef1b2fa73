import { join } from "node:path";
import { brand } from "../../src/brand.ts";
import { installHandset } from "../e2e/support/handset.ts";
import type { Sandbox } from "../sandbox/index.ts";
import { browserProgram, linksPage, prepareBrowser } from "./demo-browser.ts";
import type { Desktop } from "./desktop.ts";
import type { Host } from "./host.ts";
import type { Processes } from "./processes.ts";

export interface Demo {
  readonly host: Host;
  readonly sandbox: Sandbox;
  readonly desktop: Desktop;
  readonly processes: Processes;
  readonly realWidget: boolean;
}

/** Opens Handset and a browser for a person, and stays until Handset is quit. Returns the exit code. */
export async function playAttended({ host, sandbox, desktop, processes }: Demo): Promise<number> {
  const handset = await installHandset(host, desktop, sandbox);
  await handset.writeSettings({ clientId: sandbox.clients.public.clientId });
  const profile = join(desktop.dir, "browser");
  const browser = [browserProgram, ...(await prepareBrowser(profile, sandbox)), `--user-data-dir=${profile}`];
  await desktop.addDesktopEntry({ id: "demo-browser", name: "Browser", exec: browser, schemes: ["https"] });
  await desktop.setDefaultHandler("https", "demo-browser");

  const [program = "", ...args] = handset.command;
  const app = await processes.start(program, args, { name: brand.name, env: desktop.env, output: "inherit" });
  await desktop.xdgOpen(linksPage);
  console.log(
    [
      "",
      `${brand.name} is open, and beside it a browser with telephone links.`,
      `  1. In ${brand.name}, choose "Sign in with RingCentral".`,
      `  2. In the browser, sign in as ${sandbox.demoUser.username} with password ${sandbox.demoUser.password}, then Authorize.`,
      `  3. Click a number on the page with links, and confirm the call in ${brand.name}.`,
      "  4. Let somebody call you:",
      `       curl -X POST -H 'content-type: application/json' -d '{"from":"+14155550142","name":"Ada Lovelace"}' ${sandbox.controlUrl}/ring`,
      "",
      `Quit ${brand.name}, or press Ctrl-C here, to end the demo.`,
    ].join("\n"),
  );
  const { code } = await app.exited;
  return code ?? 1;
}
