import { type Session, shell, type WebContents } from "electron";
import type { Log } from "../diagnostics/log.ts";
import { carriesToken, judgeNavigation } from "./navigation.ts";
import { isAudioPermitted, isPermitted } from "./permissions.ts";

/** Sets both permission handlers of a session; without them Electron grants everything. */
export function restrictPermissions(session: Session, widgetOrigin: string): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const types = "mediaTypes" in details ? (details.mediaTypes ?? []) : [];
    callback(isPermitted(permission, originOf(details.requestingUrl), widgetOrigin, types));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const types = details.mediaType === undefined ? [] : [details.mediaType];
    return isPermitted(permission, originOf(requestingOrigin), widgetOrigin, types);
  });
  session.setDevicePermissionHandler(() => false);
}

/**
 * For the session of the one page of the shell that tries the microphone and the speakers: its main frame may do that,
 * and nothing else.
 *
 * @param page its address, without query and fragment
 */
export function permitAudio(session: Session, page: string): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const types = "mediaTypes" in details ? (details.mediaTypes ?? []) : [];
    const { isMainFrame, requestingUrl: url } = details;
    callback(isAudioPermitted(permission, { url, isMainFrame, types }, page));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, _origin, { isMainFrame, requestingUrl, mediaType }) =>
      isAudioPermitted(
        permission,
        { url: requestingUrl ?? "", isMainFrame, types: mediaType === undefined ? [] : [mediaType] },
        page,
      ),
  );
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event) => event.preventDefault());
}

/** For pages that need nothing but to be shown: no permission, no device, no download. */
export function refuseEverything(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event) => event.preventDefault());
}

/**
 * Keeps a page on its own origin.
 *
 * @param openLink takes telephone links that the page tries to follow
 */
export function restrictNavigation(
  contents: WebContents,
  ownOrigin: string,
  linkSchemes: readonly string[],
  openLink: (url: string) => void,
  log: Log,
): void {
  const leave = (url: string): void => {
    const verdict = judgeNavigation(url, ownOrigin, linkSchemes);
    if (verdict === "link") openLink(url);
    else if (verdict === "open-in-browser") void openInBrowser(url, log);
    else if (verdict === "save") contents.downloadURL(url);
    else log.warn("navigation.refused", { url });
  };
  contents.on("will-navigate", (event) => {
    if (judgeNavigation(event.url, ownOrigin, linkSchemes) === "stay") return;
    event.preventDefault();
    leave(event.url);
  });
  contents.on("will-redirect", (event) => {
    if (judgeNavigation(event.url, ownOrigin, linkSchemes) !== "stay") event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    leave(url);
    return { action: "deny" };
  });
}

/** Hands a web address to the system browser, but none with a token; resolves to false when that failed. */
export async function openInBrowser(url: string, log: Log): Promise<boolean> {
  if (carriesToken(url)) {
    log.warn("browser.refused", { url });
    return false;
  }
  try {
    await shell.openExternal(url);
    return true;
  } catch (cause) {
    log.warn("browser.failed", { cause });
    return false;
  }
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "";
}
