import { isRecord } from "../app/json.ts";
import type { Notice } from "../ipc/channels.ts";

export type UpdateProblemCode =
  /** The server cannot be reached: nobody's fault, and gone by itself. */
  | "offline"
  /** The server answers that it cannot now. */
  | "server"
  /** What the server says about its versions cannot be used. */
  | "feed"
  /** The file is not the one that was announced. */
  | "corrupt"
  | "signature"
  | "disk"
  | "install"
  | "given-up"
  | "unknown";

export interface UpdateProblem {
  readonly code: UpdateProblemCode;
  readonly version: string | null;
}

/** Codes of electron-updater's errors (its `newError` calls), and of Node's. */
const codes: Readonly<Record<string, UpdateProblemCode>> = {
  ERR_CHECKSUM_MISMATCH: "corrupt",
  ERR_UPDATER_INVALID_SIGNATURE: "signature",
  ERR_UPDATER_CHANNEL_FILE_NOT_FOUND: "feed",
  ERR_UPDATER_INVALID_UPDATE_INFO: "feed",
  ERR_UPDATER_INVALID_VERSION: "feed",
  ERR_UPDATER_NO_FILES_PROVIDED: "feed",
  ERR_UPDATER_NO_CHECKSUM: "feed",
  ERR_UPDATER_ZIP_FILE_NOT_FOUND: "feed",
  ENOSPC: "disk",
  EACCES: "disk",
  EPERM: "disk",
  EROFS: "disk",
  EDQUOT: "disk",
};

/** What went wrong, from an error of electron-updater, Electron's `net` or the file system. */
export function problemCode(cause: unknown): UpdateProblemCode {
  const code = isRecord(cause) && typeof cause.code === "string" ? cause.code : "";
  const message = cause instanceof Error ? cause.message : "";
  const known = codes[code];
  if (known !== undefined) return known;
  // macOS: Squirrel replaces only an app that is signed, by one with the same signature.
  if (/code signature/i.test(message)) return "signature";
  // Only a certificate is somebody's fault: https://chromium.googlesource.com/chromium/src/+/main/net/base/net_error_list.h
  if (/net::ERR_CERT/.test(message)) return "server";
  if (/net::ERR_|aborted by the server|premature close/i.test(message)) return "offline";
  const [, status = ""] = /(?:HTTP_ERROR_|status )(\d{3})/.exec(`${code} ${message}`) ?? [];
  if (/^(5..|408|425|429)$/.test(status)) return "server";
  return status === "" ? "unknown" : "feed";
}

/**
 * Whether a failure is the version's own, so that it counts against it. A full disk and a file that is not on the server
 * yet say nothing of the version.
 */
export function countsAgainstVersion(code: UpdateProblemCode): boolean {
  return code === "corrupt" || code === "signature" || code === "install";
}

/** Whether a failure may be gone within minutes, or as soon as there is a network. */
export function passesSoon(code: UpdateProblemCode): boolean {
  return code === "offline" || code === "server";
}

/** The problem in words. @param website where versions can be had by hand */
export function problemNotice(
  { code, version }: UpdateProblem,
  productName: string,
  website: string,
): Notice {
  const named = version === null ? "The new version" : `Version ${version}`;
  const byHand = `get it from ${website}`;
  const words: Readonly<Record<UpdateProblemCode, readonly [Notice["severity"], string, string]>> = {
    offline: [
      "warning",
      "The update server cannot be reached.",
      `${productName} tries again by itself. If the internet works otherwise, a proxy or firewall may be in the way.`,
    ],
    server: [
      "warning",
      "The update server has a problem.",
      `${productName} tries again tomorrow. You can also check again now.`,
    ],
    feed: [
      "warning",
      "What the update server offers cannot be used.",
      `Nothing was changed. ${productName} looks again tomorrow; tell the publisher if it stays so.`,
    ],
    corrupt: [
      "error",
      `${named} arrived damaged and was thrown away.`,
      "Nothing was changed. Check again to download it anew.",
    ],
    signature: [
      "error",
      `${named} does not carry the publisher’s signature and was not installed.`,
      `Nothing was changed. Tell the publisher; do not install the file by hand.`,
    ],
    disk: [
      "error",
      `${named} could not be written to the disk.`,
      "Check that the disk has room and that you may change the installed program, then check again.",
    ],
    install: [
      "error",
      `${named} could not be installed.`,
      `You still have the version you had. ${productName} tries once more; or ${byHand}.`,
    ],
    "given-up": [
      "error",
      `${named} failed twice and is not tried again.`,
      `${productName} waits for the next version. To have this one, ${byHand}.`,
    ],
    unknown: ["error", "The update did not work.", `Nothing was changed. Check again; or ${byHand}.`],
  };
  const [severity, title, nextStep] = words[code];
  return { code: `updates/${code}`, severity, title, nextStep };
}
