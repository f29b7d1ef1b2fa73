import { describe, expect, test } from "vitest";
import { keychainWaitingNotice, signOutNotice, vaultNotice } from "../../../src/auth/notices.ts";
import type { Session } from "../../../src/auth/session.ts";
import { type SignInFacts, signInView } from "../../../src/auth/sign-in-view.ts";
import { defaultSettings } from "../../../src/settings/settings.ts";
import { pendingAuthorization, REDIRECT_URI } from "../support/pending.ts";

const HOSTED = "https://apps.ringcentral.com/integration/ringcentral-embeddable/2.x/redirect.html";
const facts: SignInFacts = {
  productName: "Acme Phone",
  session: { state: "signed-out" },
  profile: null,
  settings: { ...defaultSettings, server: "sandbox" },
  clientId: "client-1",
  clientIdLocked: false,
  locked: {},
  ways: null,
  kept: { clientSecret: true, jwt: false },
  redirectUris: { scheme: REDIRECT_URI, loopback: [], hosted: HOSTED },
  offersLoopback: false,
  waitingIn: "browser",
  notice: null,
  vaultNotice: null,
  now: 0,
  waitingNumber: null,
};

describe("the sign-in page", () => {
  test("shows what it is given", () => {
    expect(signInView(facts)).toEqual({
      productName: "Acme Phone",
      canSignOut: false,
      state: "ready",
      profile: null,
      clientIdLocked: false,
      form: {
        method: "browser",
        clientId: "client-1",
        server: "sandbox",
        serverUrl: "",
        redirect: "automatic",
        hostedRedirectUri: "",
        discovery: false,
        discoveryServer: "",
        hasClientSecret: true,
        hasJwt: false,
      },
      redirectUris: { scheme: REDIRECT_URI, loopback: [], hosted: HOSTED },
      locked: {},
      methods: ["browser", "jwt"],
      redirects: ["automatic", "scheme", "loopback"],
      waitingIn: "browser",
      offersLoopback: false,
      notice: null,
      waitingLink: null,
    });
  });

  test("offers the sign-in window only where it is allowed, and names the automatic way in its place", () => {
    const withoutWindow = ["automatic", "scheme", "loopback"];
    const wanted = { ...facts.settings, redirect: "window" } as const;
    const refused = signInView({ ...facts, settings: wanted });
    expect(refused).toMatchObject({ redirects: withoutWindow, form: { redirect: "automatic" } });
    const allowed = signInView({ ...facts, settings: { ...wanted, allowSignInWindow: true } });
    expect(allowed).toMatchObject({
      redirects: [...withoutWindow, "window"],
      form: { redirect: "window" },
    });
  });

  test("offers no way that a policy has not left, and names the first that it has", () => {
    const ways = ["loopback", "window"] as const;
    expect(signInView({ ...facts, ways })).toMatchObject({
      methods: ["browser"],
      redirects: ["loopback"],
      form: { redirect: "loopback" },
    });
    expect(signInView({ ...facts, ways: ["jwt"] })).toMatchObject({ methods: ["jwt"], redirects: [] });
  });

  test.each<[Session, string]>([
    [{ state: "unconfigured" }, "ready"],
    [{ state: "signed-out" }, "ready"],
    [{ state: "authorizing", transaction: pendingAuthorization() }, "waiting-for-browser"],
    [{ state: "redeeming", since: 0, from: "vault" }, "finishing"],
    [{ state: "signed-in", account: "", expiresAt: null }, "finishing"],
  ])("%j", (session, state) => {
    expect(signInView({ ...facts, session }).state).toBe(state);
  });

  test("offers to sign out while a saved sign-in is taken up, and only then", () => {
    const of = (session: Session) => signInView({ ...facts, session }).canSignOut;
    expect(of({ state: "redeeming", since: 0, from: "vault" })).toBe(true);
    expect(of({ state: "redeeming", since: 0, from: "code" })).toBe(false);
    expect(of({ state: "signed-in", account: "", expiresAt: null })).toBe(false);
  });

  test("says what is wrong with the vault where there is nothing else to say", () => {
    const vault = vaultNotice("unavailable");
    expect(signInView({ ...facts, vaultNotice: vault }).notice).toBe(vault);
    const session: Session = { state: "signed-out", because: { kind: "expired" } };
    expect(signInView({ ...facts, session, vaultNotice: vault }).notice?.code).toBe("session/expired");
  });

  test("says why the user is here", () => {
    const session: Session = { state: "signed-out", because: { kind: "expired" } };
    expect(signInView({ ...facts, session }).notice).toEqual(signOutNotice({ kind: "expired" }, 0));
  });

  test("says what happens now rather than why the user is here", () => {
    const session: Session = { state: "signed-out", because: { kind: "expired" } };
    expect(signInView({ ...facts, session, notice: keychainWaitingNotice }).notice).toBe(
      keychainWaitingNotice,
    );
  });

  test("names the link that waits, and the product by its name", () => {
    expect(signInView({ ...facts, waitingNumber: "+1 415 555 0123" }).waitingLink).toBe(
      "After you sign in, Acme Phone asks about +1 415 555 0123.",
    );
  });

  test("shows neither state nor verifier", () => {
    const transaction = pendingAuthorization();
    const text = JSON.stringify(signInView({ ...facts, session: { state: "authorizing", transaction } }));
    expect(text).not.toContain(transaction.state);
    expect(text).not.toContain(transaction.codeVerifier?.reveal() ?? "none");
  });
});
