import { setAlarm } from "../app/alarm.ts";
import type { Notice, RedirectWay, SignInForm, SignInView } from "../ipc/channels.ts";
import type { AppRegistration } from "./app-registration.ts";
import { createAppSecrets } from "./app-secrets.ts";
import { adoptAuthorizationRequest, registrationOf } from "./authorization-request.ts";
import { createBrowserSignIn } from "./browser-sign-in.ts";
import { createJwtTester } from "./jwt-check.ts";
import {
  hostedRedirectUnusableNotice,
  jwtMissingNotice,
  keychainWaitingNotice,
  offlineNotice,
  redirectNotice,
  signOutNotice,
  vaultNotice,
  wayNotAllowedNotice,
} from "./notices.ts";
import { createPhoneLife } from "./phone-life.ts";
import { createPhoneReload } from "./phone-reload.ts";
import { createPlace } from "./place.ts";
import {
  allowedMethods,
  allowedRedirects,
  chooseWayBack,
  parseHostedRedirect,
  permittedRedirect,
} from "./redirect-way.ts";
import { scopesNotice } from "./scopes.ts";
import type { SignOutReason } from "./session.ts";
import type { SessionController, SessionControllerOptions, SessionEffects } from "./session-api.ts";
import { createSessionStore } from "./session-store.ts";
import { policedForm, takeSignInForm } from "./sign-in-form.ts";
import { signInView } from "./sign-in-view.ts";
import { createSignOut } from "./sign-out.ts";
import { resumeRequest, startUp } from "./start-up.ts";
import { createTokenEvents } from "./token-events.ts";
import { createTokenLife } from "./token-life.ts";
import { createTokenRequests } from "./token-requests.ts";

/** Runs the sign-in and the life of a session: takes what happens, decides, calls the effects. */
export function createSessionController(options: SessionControllerOptions): SessionController {
  const { settings, vault, scheduler, log } = options;
  let staysHidden = options.startsHidden === true;
  const effects: SessionEffects = {
    ...options.effects,
    showPhone: () => {
      if (!staysHidden) options.effects.showPhone();
    },
    showSignIn: () => {
      staysHidden = false;
      options.effects.showSignIn();
    },
  };
  /** While a saved sign-in is taken up, the tray says how that goes. */
  const showProgress = (): void => {
    if (!staysHidden) effects.showSignIn();
  };
  const secrets = createAppSecrets(vault);
  const checkJwt = createJwtTester(scheduler.now);
  let seesNetwork = true;
  let signInBegins = (): void => {};
  const signInBegun = new Promise<void>((resolve) => {
    signInBegins = resolve;
  });

  const isOffline = (): boolean => !seesNetwork || phone.isUnreachable || requests.isOffline;
  const store = createSessionStore({
    scheduler,
    log,
    offline: isOffline,
    endsAt: () => life.endsAt,
    warnings: () =>
      store.session.state === "signed-in"
        ? [isOffline() ? offlineNotice : null, requests.notice, life.warning, vaultNotice(vault.state)]
        : [vaultNotice(vault.state)],
    viewChanged: () => effects.viewChanged(view()),
    statusChanged: effects.statusChanged,
    signedInChanged: effects.signedInChanged,
  });
  const browser = createBrowserSignIn({
    redirectUri: options.redirectUri,
    vault,
    scheduler,
    effects,
    began(transaction) {
      store.apply({ type: "authorization-started", transaction });
      signInBegins();
    },
    redirected: (url) => handleRedirect(url),
    changed: store.changed,
    timedOut: () => leave({ kind: "authorization-timed-out" }),
    windowEnded(because) {
      const reason = { kind: "sign-in-window", because } as const;
      // Who closes windows is not shown others: with the sign-in page gone as well, Handset is being quit.
      if (because.kind === "closed") store.apply({ type: "signed-out", because: reason });
      else leave(reason);
    },
  });
  const phone = createPhoneLife({
    redirectUri: options.redirectUri,
    scheduler,
    effects: { ...effects, showSignIn: showProgress },
    store,
    secrets,
    settings,
    token: () => life.token,
    timedOut: () => {
      // A login that comes late would leave a phone that can be called behind a page that says signed out.
      phone.unload();
      leave({ kind: "redemption-timed-out" });
    },
  });
  const life = createTokenLife({
    vault,
    scheduler,
    log,
    tell: effects.tell,
    changed: store.changed,
    expired: () => tokens.expired(),
  });
  const requests = createTokenRequests({
    scheduler,
    random: effects.random,
    log,
    waitingChanged(waiting) {
      phone.setWaiting(waiting);
      if (waiting && store.session.state === "redeeming") showProgress();
      store.changed();
    },
  });
  const place = createPlace(scheduler, effects.navigatePhone);
  const reload = createPhoneReload({ log, effects, store, phone, life, requests, place });
  vault.onStateChanged(store.changed);

  /** A policy's client ID is among the settings. */
  const isIdPoliced = (): boolean => settings.locked().clientId !== undefined;
  const builtInClientId = (): string | null => (isIdPoliced() ? null : options.builtInClientId);
  const clientId = (): string => builtInClientId() ?? settings.get().clientId;
  const redirects = (): readonly RedirectWay[] => allowedRedirects(settings.get(), options.signInWays());
  const mayUseLoopback = (): boolean =>
    redirects().includes("loopback") && settings.locked().redirect === undefined;
  const view = (): SignInView =>
    signInView({
      productName: options.productName,
      profile: options.profile,
      session: store.session,
      now: scheduler.now(),
      settings: settings.get(),
      clientId: clientId(),
      clientIdLocked: isIdPoliced() || builtInClientId() !== null,
      locked: settings.locked(),
      ways: options.signInWays(),
      kept: { clientSecret: secrets.clientSecret !== null, jwt: secrets.jwt !== null },
      redirectUris: {
        scheme: options.redirectUri,
        loopback: options.loopbackUris,
        hosted: options.hostedRedirectUri,
      },
      offersLoopback: browser.offersLoopback && mayUseLoopback(),
      waitingIn: browser.waitingIn,
      notice: store.notice ?? requests.notice,
      vaultNotice: vaultNotice(vault.state),
      waitingNumber: options.waitingNumber(),
    });

  /** To the sign-in page. What the vault keeps for the next start is not changed by that. */
  const leave = (because: SignOutReason): void => {
    const { session } = store;
    const ranOut = because.kind === "expired" || because.kind === "ended";
    if (because.kind === "user") place.forget();
    else if (ranOut && session.state === "signed-in") place.left(session.account);
    phone.stop();
    life.release();
    store.setNotice(null);
    store.apply({ type: "signed-out", because });
    if (because.kind === "busy") setAlarm(scheduler, because.until, store.changed);
    effects.hidePhone();
    effects.showSignIn();
  };
  const parts = { scheduler, log, effects, store, secrets, browser, phone, life, requests, leave };
  const signOut = createSignOut(parts);
  const tokens = createTokenEvents({ ...parts, signOut });

  const takeForm = (form: SignInForm): AppRegistration | Notice =>
    takeSignInForm(form, {
      settings,
      secrets,
      builtInClientId: builtInClientId(),
      ways: options.signInWays(),
    });

  const signInByJwt = (registration: AppRegistration): Notice | null => {
    if (secrets.jwt === null || secrets.clientSecret === null) return jwtMissingNotice;
    const credentials = { kind: "jwt", jwt: secrets.jwt, externalAuthId: effects.randomState() } as const;
    phone.redeem({ ...registration, redirectUri: options.redirectUri, credentials, token: null }, "jwt");
    return null;
  };

  const handleRedirect = (url: string): void => {
    if (store.session.state !== "signed-out" || !browser.isUnread) {
      judgeRedirect(url);
      return;
    }
    // What it is checked by may be behind a keychain that was closed at the start; its prompt waits for a person.
    store.setNotice(keychainWaitingNotice);
    effects.showSignIn();
    void resumeRequest(browser, secrets).then(() => {
      if (store.notice === keychainWaitingNotice) store.setNotice(null);
      judgeRedirect(url);
    });
  };

  const judgeRedirect = (url: string): void => {
    const { transaction } = browser;
    const verdict = browser.check(url);
    if (verdict.accepted) {
      effects.showSignIn();
      if (transaction !== null) phone.redeemCode(transaction, url, verdict.code);
      return;
    }
    log.warn("redirect.refused", { because: verdict.because });
    if (verdict.endsRequest) {
      leave({ kind: "redirect", because: verdict.because, error: verdict.error });
      return;
    }
    const words = redirectNotice(verdict.because, verdict.error);
    const { state } = store.session;
    if (state === "signed-in" || state === "redeeming") {
      effects.tell(words);
      return;
    }
    store.setNotice(words);
    effects.showSignIn();
  };

  return {
    start: () =>
      startUp({
        vault,
        scheduler,
        store,
        secrets,
        browser,
        signInBegun,
        showSignIn: effects.showSignIn,
        signedOut: leave,
        goOn(token) {
          life.adopt(token);
          phone.redeem(phone.signInWith(token), "vault");
        },
      }),
    view,
    refreshView: store.changed,
    status: store.status,

    async signIn(sent) {
      const { session } = store;
      const form = policedForm(sent, settings);
      if (session.state === "signed-in" || session.state === "redeeming") return null;
      if (session.state === "signed-out" && session.because?.kind === "busy") {
        if (scheduler.now() < session.because.until) return signOutNotice(session.because, scheduler.now());
      }
      if (!allowedMethods(options.signInWays()).includes(form.method)) return wayNotAllowedNotice;
      const registration = takeForm(form);
      if ("nextStep" in registration) return registration;
      store.setNotice(null);
      if (form.method === "jwt") return signInByJwt(registration);
      const redirect = permittedRedirect(form.redirect, settings.get(), options.signInWays());
      const hosted = form.hostedRedirectUri === "" ? options.hostedRedirectUri : form.hostedRedirectUri;
      if (redirect === "window" && parseHostedRedirect(hosted) === null) return hostedRedirectUnusableNotice;
      return browser.begin(registration, chooseWayBack(redirect, options.schemeArrives(), hosted));
    },

    async testJwt(form) {
      const registration = takeForm(policedForm(form, settings));
      if ("nextStep" in registration) return { ok: false, notice: registration };
      const { clientSecret, ...rest } = registration;
      if (secrets.jwt === null || clientSecret === null) return { ok: false, notice: jwtMissingNotice };
      return checkJwt({ ...rest, clientSecret, jwt: secrets.jwt, fetch: effects.fetch });
    },

    useLoopback() {
      const { transaction } = browser;
      if (transaction?.madeBy !== "shell" || !mayUseLoopback()) return;
      void browser
        .begin(registrationOf(transaction, secrets.clientSecret), { by: "loopback" })
        .then(store.setNotice);
    },

    cancel() {
      const { session } = store;
      if (session.state !== "authorizing" && session.state !== "redeeming") return;
      requests.forget();
      // A saved sign-in that the user does not wait for is there again at the next start.
      if (session.state === "redeeming" && session.from !== "vault") signOut.undo();
      // The page may be about to sign in all the same; what it stores then is not wanted any more.
      phone.unload();
      browser.end();
      leave({ kind: "cancelled" });
    },

    signOut: signOut.everywhere,

    openBrowserAgain() {
      void browser.openAgain().then(store.setNotice);
    },

    copyAddress() {
      // In a browser, an answer to a request of the window's would stay on the redirect page.
      if (browser.transaction !== null && browser.waitingIn === "browser")
        effects.copy(browser.transaction.url);
    },

    handleRedirect,

    handleLoggedIn(account, country) {
      if (country !== null && country !== settings.get().region) settings.set({ region: country });
      const before = store.session;
      if (before.state === "signed-in" || before.state === "redeeming") phone.signedIn();
      store.apply({ type: "logged-in", account, expiresAt: life.endsAt });
      reload.loggedIn(account);
      if (before.state === "signed-in" || store.session.state !== "signed-in") return;
      store.setNotice(null);
      place.signedIn(account);
      effects.closeSignIn();
      effects.showPhone();
      const isNew = before.state === "redeeming" && before.from !== "vault";
      const { token } = life;
      const missing = isNew && token !== null ? scopesNotice(token.scope, token.hasRefreshToken) : null;
      if (missing !== null) effects.tell(missing);
    },

    handleTokenChanged: tokens.changed,
    handleTokenAnswered: tokens.answered,

    handleOnline(online) {
      seesNetwork = online;
      if (online) requests.networkIsBack();
      store.changed();
    },

    handleRoute(path) {
      // "/" is where nobody is signed in, or where the widget starts.
      if (store.session.state === "signed-in" && path !== "/") place.moved(path);
    },

    handleSignInWanted(oAuthUri) {
      const { state } = store.session;
      if (state === "signed-in" || state === "redeeming") return;
      const { redirectUri } = options;
      const chosen = permittedRedirect(settings.get().redirect, settings.get(), options.signInWays());
      const request =
        phone.signIn === null || chosen === "window" || !redirects().includes("scheme")
          ? null
          : adoptAuthorizationRequest(oAuthUri, phone.signIn, redirectUri, scheduler.now());
      if (request !== null) void browser.adopt(request).then(store.setNotice);
      effects.hidePhone();
      effects.showSignIn();
    },

    handlePageReplaced() {
      seesNetwork = true;
      requests.forget();
      phone.replaced();
    },

    handlePageCrashed() {
      const { session } = store;
      requests.forget();
      if (session.state === "redeeming" && life.token !== null) {
        phone.comeBack(life.token, session.from);
        return;
      }
      if (session.state !== "signed-in") {
        effects.unloadPhone();
        return;
      }
      // It comes back by the ladder of reachability, which counts how often.
      phone.stop();
      store.changed();
    },

    async restorePhone() {
      if (life.token === null || store.session.state !== "signed-in") return true;
      requests.forget();
      return phone.restore(life.token);
    },

    reloadPhone: reload.reload,

    bringForward() {
      staysHidden = false;
      if (store.session.state === "signed-in") effects.showPhone();
      else effects.showSignIn();
    },
  };
}
