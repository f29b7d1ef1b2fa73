import { installHandset, type RunningApp } from "../e2e/support/handset.ts";
import { startSandbox } from "../sandbox/index.ts";
import { openDesktop } from "../tools/desktop.ts";
import { chooseHost, hostLine } from "../tools/host.ts";

/**
 * Signs in a Handset of its own on a desktop of its own, runs the measurement, and takes everything down again.
 *
 * @param settings as the settings file has them
 */
export async function withRunningHandset(
  settings: Readonly<Record<string, unknown>>,
  measure: (app: RunningApp) => Promise<void>,
): Promise<void> {
  const host = await chooseHost();
  console.log(hostLine(host));
  const desktop = await openDesktop({ keyring: "unlocked" });
  const sandbox = await startSandbox({});
  try {
    const handset = await installHandset(host, desktop, sandbox);
    await handset.writeSettings(settings);
    const app = await handset.launch();
    try {
      await handset.signIn(app);
      await measure(app);
    } finally {
      await handset.quitAll();
    }
  } finally {
    await sandbox.close();
    await desktop.dispose();
  }
}
