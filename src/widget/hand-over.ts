export interface HandOver {
  /** Whether the page was loaded. */
  readonly loaded: Promise<boolean>;
  /** Whether the page listens for messages by now; false when it took too long. */
  readonly listening: Promise<boolean>;
  /** Whether no other load was begun since. */
  readonly isLatest: () => boolean;
  readonly post: () => void;
}

/**
 * Posts to a page once it is there and listens. The page of a later load gets nothing: a redirect of a sign-in that was
 * given up is not for the next one.
 *
 * @returns false when the page did not come or never listened; true also when a later load took its place
 */
export async function handOver({ loaded, listening, isLatest, post }: HandOver): Promise<boolean> {
  if (!(await loaded) || !(await listening)) return false;
  if (isLatest()) post();
  return true;
}
