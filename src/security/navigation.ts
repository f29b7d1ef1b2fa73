/** What becomes of an address that a page wants to go to or to open. */
export type NavigationVerdict = "stay" | "open-in-browser" | "link" | "refuse";

/**
 * Decides a navigation or a new window (https://www.electronjs.org/docs/latest/tutorial/security, items 13 to
 * 15). Pages stay on their own origin, web addresses go to the system browser, telephone links go through the
 * same door as links from outside.
 *
 * @param linkSchemes the schemes that links/parse.ts understands
 */
export function judgeNavigation(
  url: string,
  ownOrigin: string,
  linkSchemes: readonly string[],
): NavigationVerdict {
  if (!URL.canParse(url)) return "refuse";
  const { origin, protocol, username, password } = new URL(url);
  if (origin === ownOrigin && origin !== "null") return "stay";
  if (linkSchemes.includes(protocol.slice(0, -1))) return "link";
  return protocol === "https:" && username === "" && password === "" ? "open-in-browser" : "refuse";
}
