/**
 * The AppImage that this program runs from, or null. It runs from a mount that is gone at the next start; its own file
 * is in `APPIMAGE`. Every program that an AppImage starts inherits that variable, so it counts only for a program
 * inside of the mount, `APPDIR` (https://docs.appimage.org/packaging-guide/environment-variables.html).
 */
export function ownAppImage(
  env: Readonly<Record<string, string | undefined>>,
  execPath: string,
): string | null {
  const { APPIMAGE: image, APPDIR: mount } = env;
  const isInside =
    mount !== undefined && mount !== "" && execPath.startsWith(`${mount.replace(/\/+$/, "")}/`);
  return isInside && image?.startsWith("/") === true ? image : null;
}
