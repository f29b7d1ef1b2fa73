/** Programs that only pass a link on; who asked them is looked for behind them. */
const PASSERS_ON = new Set([
  ...[
    "sh",
    "bash",
    "dash",
    "zsh",
    "ksh",
    "fish",
    "busybox",
    "env",
    "setsid",
    "nohup",
    "timeout",
    "systemd-run",
  ],
  ...["xdg-open", "gio", "gio-launch-desk", "gio-launch-desktop", "gvfs-open", "gnome-open", "exo-open"],
  ...["kde-open", "kde-open5", "kde-open6", "kfmclient", "kioclient", "kioclient5", "mimeopen", "dde-open"],
  ...["run-mailcap", "sensible-browse", "sensible-browser", "snap", "flatpak", "bwrap", "zypak-helper"],
]);

/** Programs that start others for somebody who is not to be seen from there: the search ends without an answer. */
const KEEPERS = new Set([
  ...[
    "init",
    "systemd",
    "launchd",
    "tini",
    "dumb-init",
    "docker-init",
    "(sd-pam)",
    "dbus-daemon",
    "dbus-broker",
  ],
  ...[
    "xdg-desktop-por",
    "xdg-desktop-portal",
    "gnome-session-b",
    "gnome-shell",
    "plasmashell",
    "kded5",
    "kded6",
  ],
  ...["kdeinit5", "klauncher", "sshd", "login", "sudo", "su"],
]);

/** Longer chains are not looked through. */
export const MAX_CHAIN = 12;

/** One process (proc(5), `/proc/PID/stat`). */
export interface ChainLink {
  /** Linux cuts it to 15 characters. */
  readonly name: string;
  readonly session: number;
}

/**
 * Which program asked for the link, by the processes above this one.
 *
 * A process of another session did not ask for it: it took this one in when its real parent had ended, or when it
 * was detached on purpose (setsid(2), `PR_SET_CHILD_SUBREAPER`).
 *
 * @param chain the processes above, the parent first
 * @param session this process's own
 * @returns the program's name in lower case, safe to keep and to show, or null where nobody can tell
 */
export function openerOf(chain: readonly ChainLink[], session: number): string | null {
  for (const { name, session: its } of chain.slice(0, MAX_CHAIN)) {
    const program = programName(name);
    if (program === null || its !== session || KEEPERS.has(name.trim())) return null;
    if (!PASSERS_ON.has(program)) return program;
  }
  return null;
}

/** A program's name as it may be kept, shown and compared; null for whatever is not one. */
export function programName(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const name = value.trim().toLowerCase().replaceAll(" ", "-");
  return /^[a-z0-9][a-z0-9._+-]{0,31}$/.test(name) ? name : null;
}
