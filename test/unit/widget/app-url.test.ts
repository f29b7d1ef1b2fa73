import { describe, expect, test } from "vitest";
import { Secret } from "../../../src/vault/secret.ts";
import { type AppUrlParameters, appUrl } from "../../../src/widget/app-url.ts";

const parameters: AppUrlParameters = {
  widgetUrl: "https://apps.ringcentral.com/integration/ringcentral-embeddable/2.x/app.html",
  clientId: "client-1",
  server: "https://platform.devtest.ringcentral.com",
  clientSecret: null,
  discovery: null,
  redirectUri: "app.handset.desktop:/oauth/callback",
  credentials: { kind: "stored-token" },
  credentialsIn: "fragment",
  productName: "Handset",
  appVersion: "0.1.0",
  features: {},
};
const withCode = (externalAuthId: string, credentialsIn: "fragment" | "query" = "fragment") =>
  new URL(
    appUrl({
      ...parameters,
      credentialsIn,
      credentials: {
        kind: "code",
        code: new Secret("co+de/=&1"),
        codeVerifier: new Secret("veri-fier_~."),
        externalAuthId,
      },
    }),
  );

describe("the address of the softphone", () => {
  test("asks for discovery by both of Embeddable's parameters", () => {
    const discovery = "https://discovery.ringcentral.com" as const;
    const { searchParams } = new URL(appUrl({ ...parameters, discovery }));
    expect(searchParams.get("discovery")).toBe("1");
    expect(searchParams.get("discoverAppServer")).toBe(discovery);
  });

  test("holds nothing of a redirect that the page gets by message", () => {
    const callbackUri = new Secret("app.handset.desktop:/oauth/callback?code=code-1");
    expect(appUrl({ ...parameters, credentials: { kind: "redirect", callbackUri } })).toBe(
      appUrl(parameters),
    );
  });

  test("names the app, its server and the redirect URI, and keeps the widget's own address", () => {
    const url = new URL(appUrl(parameters));
    expect(url.origin + url.pathname).toBe(parameters.widgetUrl);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      clientId: "client-1",
      appServer: "https://platform.devtest.ringcentral.com",
      redirectUri: "app.handset.desktop:/oauth/callback",
      disableLoginPopup: "1",
      userAgent: "Handset/0.1.0",
    });
    expect(url.hash).toBe("");
  });

  test("keeps parameters that the brand put into the widget's address", () => {
    const url = new URL(appUrl({ ...parameters, widgetUrl: `${parameters.widgetUrl}?enableAnalytics=0` }));
    expect(url.searchParams.get("enableAnalytics")).toBe("0");
  });

  test("takes code and verifier in the fragment, out of sight of the server", () => {
    const url = withCode("auth-1");
    expect(Object.fromEntries(new URLSearchParams(url.hash.slice(1)))).toEqual({
      authorizationCode: "co+de/=&1",
      authorizationCodeVerifier: "veri-fier_~.",
    });
    expect(url.search).not.toMatch(/authorizationCode|co%2Bde|veri-fier/);
  });

  test("takes them in the query when the settings say so", () => {
    const url = withCode("auth-1", "query");
    expect(url.searchParams.get("authorizationCode")).toBe("co+de/=&1");
    expect(url.searchParams.get("authorizationCodeVerifier")).toBe("veri-fier_~.");
    expect(url.hash).toBe("");
  });

  test("names each sign-in, without which the widget takes no second code", () => {
    expect(withCode("auth-1").searchParams.get("externalAuthId")).toBe("auth-1");
    expect(withCode("auth-1", "query").searchParams.get("externalAuthId")).toBe("auth-1");
  });

  test("differs between two sign-ins before the fragment, or the page would not be loaded anew", () => {
    const [first, second] = ["auth-1", "auth-2"].map((id) => withCode(id).href.split("#")[0]);
    expect(first).not.toBe(second);
  });
});
