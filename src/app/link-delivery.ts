import { programName } from "../links/opener.ts";
import { findLink } from "../links/parse.ts";
import type { Inbox } from "./inbox.ts";

/** As much of Electron's `app` as links come by. */
type LinkSource = Pick<Electron.App, "on">;

/** What a second instance was started for. */
interface HandedOver {
  readonly link: string;
  /** The program that it was started by, or null where it is not known. */
  readonly opener: string | null;
}

/**
 * Puts the links that come while Handset runs into the inbox: on macOS by `open-url`, which comes before `ready` and is
 * not queued; on Windows and Linux by a second instance, which ends at once
 * (https://www.electronjs.org/docs/latest/api/app#event-second-instance).
 *
 * @param bringForward a second instance was started without a link
 */
export function takeLinks(
  source: LinkSource,
  schemes: readonly string[],
  inbox: Inbox,
  bringForward: () => void,
): void {
  source.on("open-url", (event, url) => {
    event.preventDefault();
    inbox.receive(url, null);
  });
  source.on("second-instance", (_event, argv, _cwd, data) => {
    const handedOver = readHandedOver(argv, data, schemes);
    if (handedOver === null) bringForward();
    else inbox.receive(handedOver.link, handedOver.opener);
  });
}

/**
 * What a second instance hands over. It passes its link on as data, because Chromium reorders command lines; without
 * data its command line is searched for one. Nothing else in either counts, no switch is ever acted on.
 *
 * @returns null when there is no link
 */
export function readHandedOver(
  argv: readonly string[],
  data: unknown,
  schemes: readonly string[],
): HandedOver | null {
  const given = fieldOf(data, "link");
  const link = typeof given === "string" ? given : findLink(argv, schemes);
  return link === null ? null : { link, opener: programName(fieldOf(data, "opener")) };
}

function fieldOf(data: unknown, name: string): unknown {
  return typeof data === "object" && data !== null ? Reflect.get(data, name) : null;
}
