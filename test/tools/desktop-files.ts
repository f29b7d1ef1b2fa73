/** The texts of the files a temporary desktop is made of. */

export interface DesktopEntry {
  /** Name of the .desktop file without its ending, such as "app.handset.desktop". */
  readonly id: string;
  readonly name: string;
  /** Program and arguments; the opened URL is added as the last one. */
  readonly exec: readonly string[];
  /** Schemes without the colon: "tel". */
  readonly schemes: readonly string[];
}

/**
 * A .desktop file (Desktop Entry Specification). Its command is the script of `launcherScript`: xdg-open without a
 * desktop environment splits Exec at every blank and knows no quoting.
 */
export function desktopEntryFile({ name, schemes }: DesktopEntry, launcher: string): string {
  const types = schemes.map((scheme) => `x-scheme-handler/${scheme};`).join("");
  const lines = [
    "Type=Application",
    `Name=${name}`,
    `Exec=${launcher} %u`,
    "Terminal=false",
    `MimeType=${types}`,
  ];
  return `[Desktop Entry]\n${lines.join("\n")}\n`;
}

/**
 * A shell script that starts the program detached, as a desktop environment does, with its output in a log file.
 * Without it xdg-open would wait until the program ends.
 */
export function launcherScript(exec: readonly string[], log: string): string {
  const command = exec.map(shellQuote).join(" ");
  return `#!/bin/sh\nexec setsid --fork ${command} "$@" </dev/null >>${shellQuote(log)} 2>&1\n`;
}

export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * A session bus without service folders: nothing is started on demand, so a service is there exactly when the
 * test started it. The system's own session.conf would bring a keyring back that a test left out.
 */
export function busConfig(socket: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

/**
 * The environment of a temporary desktop: the outer one without anything that leads back to the outer desktop,
 * session bus, keyring or Electron settings, and with the folders under `dir`.
 */
export function desktopEnvironment(outer: NodeJS.ProcessEnv, dir: string): NodeJS.ProcessEnv {
  const foreign =
    /^(XDG_|DBUS_|GNOME_|KDE_|GTK_|QT_|SSH_AUTH_SOCK$|DESKTOP_SESSION$|BROWSER$|NODE_OPTIONS$|ELECTRON_|npm_)/;
  const kept = Object.entries(outer).filter(([name]) => !foreign.test(name));
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(kept),
    HOME: `${dir}/home`,
    XDG_CONFIG_HOME: `${dir}/config`,
    XDG_DATA_HOME: `${dir}/data`,
    XDG_CACHE_HOME: `${dir}/cache`,
    XDG_STATE_HOME: `${dir}/state`,
    XDG_RUNTIME_DIR: `${dir}/run`,
    XDG_DATA_DIRS: `${dir}/data:/usr/local/share:/usr/share`,
    // Without a name each xdg-utils script would ask the display and the bus for one, at the cost of some 20 processes.
    XDG_CURRENT_DESKTOP: "X-Generic",
    // For a scheme without a handler xdg-open tries every browser of the machine, unless this names one.
    BROWSER: "false",
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${dir}/run/bus`,
  };
  // Both are looked up relative to the folders that were just replaced.
  if (outer.DISPLAY && !outer.XAUTHORITY && outer.HOME) env.XAUTHORITY = `${outer.HOME}/.Xauthority`;
  if (outer.WAYLAND_DISPLAY && !outer.WAYLAND_DISPLAY.startsWith("/") && outer.XDG_RUNTIME_DIR)
    env.WAYLAND_DISPLAY = `${outer.XDG_RUNTIME_DIR}/${outer.WAYLAND_DISPLAY}`;
  return env;
}
