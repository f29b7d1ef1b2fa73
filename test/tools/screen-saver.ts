import { openDisplay } from "../electron-on-chromium/main/x-client.ts";

/** Switches the display's screen saver on, as its lock does where no desktop service stands for it, or off. */
export async function setScreenSaver(env: Readonly<NodeJS.ProcessEnv>, on: boolean): Promise<void> {
  const { client } = await openDisplay(env.DISPLAY ?? "");
  client.ForceScreenSaver(on ? 1 : 0);
  await client.sync();
  client.terminate();
}
