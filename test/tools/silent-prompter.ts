import { type Message, Message as NewMessage, sessionBus } from "@jellybrick/dbus-next";

const name = "org.gnome.keyring.SystemPrompter";
const path = "/org/gnome/keyring/Prompter";
const owned = 1; // DBUS_REQUEST_NAME_REPLY_PRIMARY_OWNER

export interface SilentPrompter {
  /** How many unlock prompts are open. */
  asked(): number;
  /** Leaves the bus, and with it every prompt: as if all had been dismissed. */
  stop(): void;
}

/**
 * Shows the keyring's unlock prompts to nobody: each is taken (`BeginPrompting` of gcr's
 * org.gnome.keyring.internal.Prompter) and then stays open, so that whoever wants the keyring waits.
 */
export async function startSilentPrompter(busAddress: string): Promise<SilentPrompter> {
  const bus = sessionBus({ busAddress });
  let prompts = 0;
  bus.addMethodHandler((message: Message) => {
    if (message.path !== path) return false;
    if (message.member === "BeginPrompting") prompts += 1;
    if (message.member === "StopPrompting") prompts -= 1;
    bus.send(NewMessage.newMethodReturn(message, "", []));
    return true;
  });
  if ((await bus.requestName(name, 0)) !== owned) throw new Error(`somebody else is ${name}`);
  return { asked: () => prompts, stop: () => bus.disconnect() };
}
