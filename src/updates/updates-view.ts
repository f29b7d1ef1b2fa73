import type { Notice } from "../ipc/channels.ts";
import type { TrayUpdate } from "../tray/tray-model.ts";
import type { UpdateState } from "./update-state.ts";

/** What the settings page shows of updates. */
export interface UpdatesView {
  readonly state: UpdateState["state"];
  /** The version on the server, while there is one for this installation. */
  readonly offered: { readonly version: string; readonly notes: string } | null;
  /** How much of it is there, 0 to 100, while it is downloaded. */
  readonly percent: number | null;
  /** When the server last answered, in milliseconds since the epoch, or null. */
  readonly lastChecked: number | null;
  /** Whether Handset installs new versions itself. */
  readonly installsItself: boolean;
  /** What is special about this installation. */
  readonly place: Notice | null;
  /** What went wrong last. */
  readonly problem: Notice | null;
}

/** What the user can ask for; "put-off" takes back "install". */
export const updateActions = ["check", "download", "install", "put-off"] as const;
export type UpdateAction = (typeof updateActions)[number];

export function isUpdateAction(value: unknown): value is UpdateAction {
  return updateActions.some((action) => action === value);
}

/** What the tray's menu offers of it; null where nothing is looked for. */
export function trayUpdate({ state, offered }: UpdatesView): TrayUpdate | null {
  if (state === "off" || state === "not-possible-here") return null;
  return { ready: state === "ready" ? (offered?.version ?? null) : null };
}
