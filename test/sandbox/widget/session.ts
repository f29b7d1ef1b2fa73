import { post } from "./messages.ts";
import type { Parameters } from "./parameters.ts";

export interface Session {
  /**
   * Signs in from the address when it should. Returns whether somebody is signed in.
   *
   * @param signedIn whether there is an old session
   */
  start(signedIn: boolean): Promise<SignInResult>;
  /** The user or the embedding page wants the login window. */
  openLogin(): Promise<void>;
  /** A redirect that somebody received for us; its `state` is the embedding page's business. */
  redeem(callbackUri: string): Promise<SignInResult>;
  signOut(): Promise<void>;
  readonly platform: RingCentral.Platform;
}

export type SignInResult =
  | { readonly signedIn: true; readonly fresh: boolean }
  | { readonly signedIn: false; readonly problem: string };

/** Sign-in with the real SDK, so that requests and the stored token look like the real widget's. */
export function createSession(parameters: Parameters): Session {
  const { clientId, clientSecret, server, redirectUri, prefix, externalAuthId, discoveryServer } = parameters;
  const sdk = new RingCentral.SDK({
    server,
    clientId,
    ...(clientSecret === "" ? {} : { clientSecret }),
    redirectUri,
    cachePrefix: `sdk-${prefix}`,
    ...(discoveryServer === null ? {} : { enableDiscovery: true, discoveryServer }),
    // As in the real widget: a failed refresh must not lose the token.
    clearCacheOnRefreshError: false,
    appName: "HandsetStandIn",
  });
  const platform = sdk.platform();
  const authIdKey = `${prefix}-external-auth-id`;

  const login = async (options: RingCentral.LoginOptions): Promise<SignInResult> => {
    try {
      await platform.login(options);
      return { signedIn: true, fresh: true };
    } catch (cause) {
      return { signedIn: false, problem: cause instanceof Error ? cause.message : String(cause) };
    }
  };
  const codeOptions = (code: string, verifier: string): RingCentral.LoginOptions => ({
    code,
    redirect_uri: redirectUri,
    ...(clientSecret === "" && verifier !== "" ? { code_verifier: verifier } : {}),
  });

  return {
    platform,
    async start(signedIn) {
      const { authorizationCode: code, authorizationCodeVerifier: verifier, jwt } = parameters;
      const isOther = externalAuthId !== "" && externalAuthId !== localStorage.getItem(authIdKey);
      if ((code === "" && jwt === "") || (signedIn && !isOther)) {
        return signedIn ? { signedIn, fresh: false } : { signedIn, problem: "" };
      }
      if (signedIn) await platform.logout();
      const result = await login(jwt === "" ? codeOptions(code, verifier) : { jwt });
      if (result.signedIn && externalAuthId !== "") localStorage.setItem(authIdKey, externalAuthId);
      return result;
    },
    async openLogin() {
      if (discoveryServer !== null) await platform.loginUrlWithDiscovery();
      const oAuthUri = platform.loginUrl({ state: crypto.randomUUID(), usePKCE: clientSecret === "" });
      if (parameters.disableLoginPopup) post("rc-login-popup-notify", { oAuthUri });
      else window.open(oAuthUri, "RingCentralLogin", "width=480,height=720");
    },
    redeem(callbackUri) {
      const fields = new URL(callbackUri).searchParams;
      const jwt = fields.get("jwt");
      if (jwt !== null) return login({ jwt });
      const code = fields.get("code");
      if (code !== null) {
        return login({
          ...codeOptions(code, fields.get("code_verifier") ?? platform.codeVerifier),
          ...endpoints(fields),
        });
      }
      const problem =
        fields.get("error_description") ?? fields.get("error") ?? "The redirect carries no code.";
      return Promise.resolve({ signedIn: false, problem });
    },
    async signOut() {
      // Also when the platform cannot be reached: the user wants to be gone from this machine.
      await platform.logout().catch(() => sdk.cache().clean());
      forgetToken(`sdk-${prefix}`);
    },
  };
}

/** Where the account lives, for the SDK with discovery on. An address of the page has no parameters for it. */
function endpoints(redirect: URLSearchParams): RingCentral.LoginOptions {
  const token_uri = redirect.get("token_uri");
  const discovery_uri = redirect.get("discovery_uri");
  return {
    ...(token_uri === null ? {} : { token_uri }),
    ...(discovery_uri === null ? {} : { discovery_uri }),
  };
}

/** By enumeration, like the SDK: a wrapped localStorage must answer this way too. */
function forgetToken(keyPrefix: string): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(keyPrefix)) localStorage.removeItem(key);
  }
}
