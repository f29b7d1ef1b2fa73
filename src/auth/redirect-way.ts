import type { RedirectWay, SignInMethod } from "../ipc/channels.ts";
import type { SignInWay } from "../settings/policy-schema.ts";
import type { Settings } from "../settings/settings.ts";

type Permission = Pick<Settings, "allowSignInWindow">;
/** What a policy allows; null for everything. */
type Ways = readonly SignInWay[] | null;

/** How the answer to one authorization request comes back, and by which redirect URI where that is a choice. */
export type WayBack =
  | { readonly by: "scheme" }
  | { readonly by: "loopback" }
  | { readonly by: "window"; readonly redirectUri: string };

/** Whether a sign-in window of Handset's own may be used (docs/adr/0004); read here and nowhere else. */
export function isSignInWindowAllowed(settings: Permission): boolean {
  return settings.allowSignInWindow;
}

/** The ways back from the browser that may be chosen. */
export function allowedRedirects(settings: Permission, ways: Ways = null): readonly RedirectWay[] {
  const is = (way: SignInWay): boolean => ways === null || ways.includes(way);
  const all: readonly (readonly [RedirectWay, boolean])[] = [
    ["automatic", is("scheme") && is("loopback")],
    ["scheme", is("scheme")],
    ["loopback", is("loopback")],
    ["window", is("window") && isSignInWindowAllowed(settings)],
  ];
  return all.filter(([, allowed]) => allowed).map(([redirect]) => redirect);
}

/** The methods that may be chosen. */
export function allowedMethods(ways: Ways): readonly SignInMethod[] {
  if (ways === null) return ["browser", "jwt"];
  return [
    ...(ways.some((way) => way !== "jwt") ? (["browser"] as const) : []),
    ...(ways.includes("jwt") ? (["jwt"] as const) : []),
  ];
}

/** The wanted way, or the first that is allowed. */
export function permittedRedirect(wanted: RedirectWay, settings: Permission, ways: Ways = null): RedirectWay {
  const allowed = allowedRedirects(settings, ways);
  return allowed.includes(wanted) ? wanted : (allowed[0] ?? "automatic");
}

/**
 * @param redirect a permitted one
 * @param schemeArrives whether links of the private-use scheme reach this Handset
 * @param hostedRedirectUri the redirect URI that a sign-in window waits for
 */
export function chooseWayBack(
  redirect: RedirectWay,
  schemeArrives: boolean,
  hostedRedirectUri: string,
): WayBack {
  switch (redirect) {
    case "automatic":
      return { by: schemeArrives ? "scheme" : "loopback" };
    case "scheme":
    case "loopback":
      return { by: redirect };
    case "window":
      return { by: "window", redirectUri: hostedRedirectUri };
  }
}

/**
 * The redirect page that is hosted beside the widget's `app.html`; what Embeddable itself uses when it is given no
 * `redirectUri` (its manual, "Customize Redirect Uri").
 */
export function hostedRedirectBeside(widgetUrl: string): string {
  return new URL("redirect.html", widgetUrl).href;
}

/**
 * Reads the address of a hosted redirect page. RingCentral matches redirect URIs letter by letter, and Embeddable's
 * manual has one for each of its versions, so the registered one can be given.
 *
 * @returns null when it is no plain https address in its usual spelling
 */
export function parseHostedRedirect(text: string): string | null {
  const given = text.trim();
  if (given.length > 300 || !URL.canParse(given)) return null;
  const { protocol, href, username, password, pathname } = new URL(given);
  const isPlain = href === given && !/[?#]/.test(given) && username === "" && password === "";
  return protocol === "https:" && isPlain && pathname !== "/" ? given : null;
}
