/**
 * Chromium knows no schemes but its own. A scheme that the app registered lives there as an https host under a
 * reserved top-level domain (RFC 6761), answered by interception and translated back wherever the main process
 * sees a URL: `page://shell/a.html` is `https://shell.page.electron-scheme.invalid/a.html`.
 */
const suffix = ".electron-scheme.invalid";

/** Pattern for the Fetch domain of the DevTools protocol. */
export const schemeRequests = `https://*${suffix}/*`;

export class SchemeUrls {
  readonly #schemes = new Set<string>();

  register(scheme: string): void {
    this.#schemes.add(scheme.toLowerCase());
  }

  /** The scheme of an app URL, or null when it is not a registered one. */
  schemeOf(url: string): string | null {
    const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
    return scheme !== undefined && this.#schemes.has(scheme) ? scheme : null;
  }

  toChromium(url: string): string {
    const scheme = this.schemeOf(url);
    if (!scheme) return url;
    const [, host = "", rest = ""] = /^[^:]+:\/\/([^/?#]*)(.*)$/s.exec(url) ?? [];
    return `https://${host}.${scheme}${suffix}${rest.startsWith("/") ? "" : "/"}${rest}`;
  }

  toElectron(url: string): string {
    const [, name, rest = ""] = /^https:\/\/([^/?#]+)\.electron-scheme\.invalid(.*)$/s.exec(url) ?? [];
    if (name === undefined) return url;
    const scheme = [...this.#schemes].find((candidate) => name.endsWith(`.${candidate}`));
    if (!scheme) return url;
    return `${scheme}://${name.slice(0, -scheme.length - 1)}${rest}`;
  }
}
