import { systemPreferences } from "electron";
import type { Parts } from "../app/parts.ts";
import type { Log } from "../diagnostics/log.ts";
import { openPhonePage } from "../widget/wiring.ts";
import { createDevices, type Devices, type DevicesOptions } from "./devices.ts";
import type { SystemAccess } from "./microphone.ts";

/** The audio devices, on their page and in notifications. */
export function wireDevices(
  parts: Pick<
    Parts,
    | "brand"
    | "log"
    | "guard"
    | "pages"
    | "reachability"
    | "notifications"
    | "system"
    | "softphone"
    | "session"
  >,
): Devices {
  const { brand, log, guard, pages, reachability, notifications, system } = parts;
  return followDevices(
    {
      productName: brand.name,
      isSignedIn: () => parts.session.status().state === "signed-in",
      isInCall: guard.isBusy,
      effects: {
        viewChanged: (view) => pages.notify("devices", "devices:view-changed", view),
        microphoneChanged: reachability.microphoneChanged,
        tellChange: notifications.devicesChanged,
        openAddress: system.openAddress,
        openPhone: (path) => openPhonePage(parts, path),
      },
    },
    log,
  );
}

/** Follows the audio devices and the system's word on the microphone. */
function followDevices(options: Omit<DevicesOptions, "platform" | "access" | "ask">, log: Log): Devices {
  const ask = (): Promise<void> => askForMicrophone(log);
  return createDevices({ ...options, platform: process.platform, access: microphoneAccess, ask });
}

/** What the system says of the microphone; only macOS and Windows say something, Linux asks nobody. */
function microphoneAccess(): SystemAccess {
  if (process.platform !== "darwin" && process.platform !== "win32") return null;
  return systemPreferences.getMediaAccessStatus("microphone");
}

/**
 * Has macOS ask the user for the microphone (https://www.electronjs.org/docs/latest/api/system-preferences). It asks
 * once; after a refusal only its settings help. No other system has such a question.
 */
async function askForMicrophone(log: Log): Promise<void> {
  if (process.platform !== "darwin") return;
  try {
    const isGranted = await systemPreferences.askForMediaAccess("microphone");
    log.info("microphone.asked", { isGranted });
  } catch (cause) {
    log.warn("microphone.ask-failed", { cause });
  }
}
