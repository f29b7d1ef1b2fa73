import { isRingCentralAddress } from "../auth/ringcentral-host.ts";

/** What becomes of an address that a page wants to go to or to open. */
export type NavigationVerdict = "stay" | "open-in-browser" | "save" | "link" | "refuse";

/** Parameters that make an address a key to the account (RFC 6750 section 2.3, and OpenID Connect's). */
const TOKENS = ["access_token", "refresh_token", "id_token"];
/** With it, RingCentral's hosts everywhere are its own, and no custom server is. */
const PRODUCTION = "https://platform.ringcentral.com";

/**
 * Decides a navigation or a new window (https://www.electronjs.org/docs/latest/tutorial/security, items 13 to
 * 15). Pages stay on their own origin, web addresses go to the system browser, telephone links go through the
 * same door as links from outside. An address that carries a token of the account, as those of voicemails, faxes and
 * attachments do, never leaves: the arguments of a browser are there for everybody on the machine to read, and its
 * history keeps them. What is RingCentral's is saved by the page's own session.
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
  if (protocol !== "https:" || username !== "" || password !== "") return "refuse";
  if (!carriesToken(url)) return "open-in-browser";
  return isRingCentralAddress(url, PRODUCTION) ? "save" : "refuse";
}

/** Whether an address is a key to the account, in its query or its fragment. */
export function carriesToken(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { searchParams, hash } = new URL(url);
  // A fragment may have a route in front of its parameters.
  const inFragment = new URLSearchParams(hash.slice(1).replace(/^[^?]*\?/, ""));
  const names = [...searchParams.keys(), ...inFragment.keys()];
  return names.some((name) => TOKENS.includes(name.toLowerCase()));
}
