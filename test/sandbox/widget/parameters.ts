/** What the integrator passes in the address; names as in Embeddable's docs/config. */
export interface Parameters {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly server: string;
  readonly redirectUri: string;
  readonly authorizationCode: string;
  readonly authorizationCodeVerifier: string;
  readonly jwt: string;
  readonly externalAuthId: string;
  /** Origin that is asked where the account lives, or null without discovery. */
  readonly discoveryServer: string | null;
  readonly disableLoginPopup: boolean;
  readonly prefix: string;
  readonly defaultCallWith: string;
}

const production = "https://platform.ringcentral.com";

/** Reads query and fragment, the fragment winning. Throws, as the real widget does, without a client ID. */
export function readParameters(address: URL): Parameters {
  const query = address.searchParams;
  const fragment = new URLSearchParams(address.hash.startsWith("#/") ? "" : address.hash.slice(1));
  const get = (...names: string[]) => {
    for (const name of names) {
      const value = fragment.get(name) ?? query.get(name);
      if (value !== null) return value;
    }
    return "";
  };
  const clientId = get("clientId", "appKey");
  if (clientId === "") throw new Error("RingCentral App Client Id is required.");
  const appServer = get("appServer");
  return {
    clientId,
    clientSecret: get("clientSecret", "appSecret"),
    server: appServer.startsWith("https://") && !appServer.includes("?") ? appServer : production,
    redirectUri: get("redirectUri") || new URL("redirect.html", address).href,
    authorizationCode: get("authorizationCode"),
    authorizationCodeVerifier: get("authorizationCodeVerifier"),
    jwt: get("jwt"),
    externalAuthId: get("externalAuthId"),
    discoveryServer: get("discovery") === "" ? null : get("discoverAppServer") || appServer || production,
    disableLoginPopup: ["1", "true"].includes(get("disableLoginPopup")),
    prefix: get("prefix") || "rc-widget",
    defaultCallWith: get("defaultCallWith") || "browser",
  };
}
