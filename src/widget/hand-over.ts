import type { PageLoad } from "./load-within.ts";

export interface HandOver {
  /** How loading the page ended. */
  readonly loaded: Promise<PageLoad>;
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
 * @returns "network-error" also when the page never listened; "loaded" also when a later load took its place
 */
export async function handOver({ loaded, listening, isLatest, post }: HandOver): Promise<PageLoad> {
  const outcome = await loaded;
  if (outcome !== "loaded") return outcome;
  if (!(await listening)) return "network-error";
  if (isLatest()) post();
  return outcome;
}
