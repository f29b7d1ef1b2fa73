import file from "../build/brand.json" with { type: "json" };

/**
 * What makes this build Handset and not somebody's own softphone. A company that ships its own build changes
 * `build/brand.json` and its icon, nothing else; docs/branding.md explains the fields.
 */
export interface Brand {
  /** Shown to people, and the name of the data folder. */
  readonly name: string;
  /** Name of the program, of the Linux package and of the `.desktop` file. */
  readonly shortName: string;
  /** Reverse-domain application id; also the private-use redirect scheme (RFC 8252 section 7.1). */
  readonly appId: string;
  /** Scheme of the product's own links, `handset://call?number=...`. */
  readonly linkScheme: string;
  /** Privileged scheme that serves the shell's own pages; never registered with the system. */
  readonly pageScheme: string;
  /** One line for menus and package lists. */
  readonly summary: string;
  /** Who answers for this build; Windows keeps its policies under that name. */
  readonly publisher: { readonly name: string };
  /** Web addresses of the people who answer for this build. */
  readonly support: { readonly website: string; readonly help: string };
  /** RingCentral client ID built into the product, or null when the user or administrator brings one. */
  readonly clientId: string | null;
  /** Ports of the loopback redirect, tried in order. RingCentral wants each URI registered exactly. */
  readonly loopbackPorts: readonly number[];
  /** `app.html` of RingCentral Embeddable. */
  readonly widgetUrl: string;
}

/** The part of a brand file that the running product needs. */
export type BrandFile = Omit<Brand, "pageScheme">;

/** Field by field, so that nothing else of the file gets into the product. */
export function brandOf(of: BrandFile): Brand {
  return {
    name: of.name,
    shortName: of.shortName,
    appId: of.appId,
    linkScheme: of.linkScheme,
    pageScheme: `${of.shortName}-page`,
    summary: of.summary,
    publisher: { name: of.publisher.name },
    support: { website: of.support.website, help: of.support.help },
    clientId: of.clientId,
    loopbackPorts: of.loopbackPorts,
    widgetUrl: of.widgetUrl,
  };
}

export const brand: Brand = brandOf(file);

/** Path of every redirect URI. */
export const CALLBACK_PATH = "/oauth/callback";

/** The redirect URI registered with RingCentral: `app.handset.desktop:/oauth/callback`. */
export function redirectUri(of: Brand): string {
  return `${of.appId}:${CALLBACK_PATH}`;
}

/** `http://127.0.0.1:8473/oauth/callback`: the redirect URI for one loopback port (RFC 8252 section 7.3). */
export function loopbackUri(port: number): string {
  return `http://127.0.0.1:${port}${CALLBACK_PATH}`;
}
