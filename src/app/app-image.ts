/**
 * The AppImage that this program runs from, or null. Its file is in `APPIMAGE`, which every program that an AppImage
 * starts inherits: it counts only for a program inside of the mount, `APPDIR`.
 *
 * @see https://docs.appimage.org/packaging-guide/environment-variables.html
 */
export function ownAppImage(
  env: Readonly<Record<string, string | undefined>>,
  execPath: string,
): string | null {
  const { APPIMAGE: image, APPDIR: mount } = env;
  if (!image?.startsWith("/") || !mount) return null;
  return execPath.startsWith(`${mount.replace(/\/+$/, "")}/`) ? image : null;
}
