/** What a person who asks for help has to be able to say. */
export interface AboutView {
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  /** "linux 6.1.0 x64" */
  readonly system: string;
  /** Address of Embeddable's page. */
  readonly widget: string;
  /** Web addresses of the people who answer for this build. */
  readonly support: { readonly website: string; readonly help: string };
}

/** As text for a mail: nothing of the account, no number, no folder. */
export function detailsText(product: string, version: string, about: AboutView): string {
  return [
    `${product} ${version}`,
    `Electron ${about.electron}`,
    `Chromium ${about.chromium}`,
    `Node.js ${about.node}`,
    `System ${about.system}`,
    `Phone ${about.widget}`,
  ].join("\n");
}

/**
 * Which release of Embeddable an address asks for: "2.x" or "1.9.3" by its folder, "latest", or null where it is
 * hosted in another way.
 */
export function widgetRelease(widgetUrl: string): string | null {
  const folder = new URL(widgetUrl).pathname.split("/").at(-2) ?? "";
  return /^(latest|\d+\.(x|\d+(\.\d+)?))$/.test(folder) ? folder : null;
}

/** Whether the release is one of before. "2.x" and "latest" are the newest of theirs. */
export function isOlder(release: string | null, since: string): boolean {
  const wanted = since.split(".").map(Number);
  const parts = release?.split(".") ?? [];
  for (const [index, part] of parts.entries()) {
    const [has, needs = 0] = [Number(part), wanted[index]];
    // "x" and "latest" have all that is left.
    if (Number.isNaN(has) || has > needs) return false;
    if (has < needs) return true;
  }
  return false;
}
