import { join } from "node:path";

/** `sun_path` has 104 bytes on macOS and 108 on Linux, the end included (unix(4), unix(7)). */
const MAX_SOCKET_PATH = 103;

/** Where a Handset keeps what it takes to control it, below the folder of its profile. */
export function controlFolder(userData: string): string {
  return join(userData, "control");
}

/** Holds the address and the key; nobody but the user may read it. */
export function keyFile(folder: string): string {
  return join(folder, "key");
}

/**
 * Where to listen: a socket in the folder, or in a short folder of its own where the path would be too long; on
 * Windows a named pipe that nobody can guess.
 */
export function addressOf(
  folder: string,
  platform: NodeJS.Platform,
  randomName: () => string,
  makeShortFolder: () => string,
): string {
  if (platform === "win32") return `\\\\.\\pipe\\softphone-${randomName()}`;
  const path = join(folder, "socket");
  return Buffer.byteLength(path) <= MAX_SOCKET_PATH ? path : join(makeShortFolder(), "socket");
}
