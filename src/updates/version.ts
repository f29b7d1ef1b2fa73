/** MAJOR.MINOR.PATCH of semver.org; what stands behind a hyphen makes it a version before the release. */
export interface Version {
  readonly numbers: readonly [number, number, number];
  readonly isPrerelease: boolean;
}

const VERSION =
  /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(-[0-9A-Za-z.-]{1,60})?(\+[0-9A-Za-z.-]{1,60})?$/;

/** @returns null for what is no version (https://semver.org, 2) */
export function parseVersion(text: string): Version | null {
  const [, major, minor, patch, prerelease] = VERSION.exec(text) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return null;
  return {
    numbers: [Number(major), Number(minor), Number(patch)],
    isPrerelease: prerelease !== undefined,
  };
}

/**
 * Below 0 where `a` is older than `b`, above 0 where it is newer. A version before a release is older than that; two
 * such are the same here, since none is ever offered.
 */
export function compareVersions(a: Version, b: Version): number {
  for (const index of [0, 1, 2] as const) {
    const difference = a.numbers[index] - b.numbers[index];
    if (difference !== 0) return difference;
  }
  return Number(b.isPrerelease) - Number(a.isPrerelease);
}
