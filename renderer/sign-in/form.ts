import type { RedirectWay, SignInForm, SignInView } from "../../src/ipc/channels.ts";

/** What the vault already holds, as far as the page may know. */
export type Kept = Pick<SignInView["form"], "hasClientSecret" | "hasJwt">;

/** The fields that can be filled in wrongly, in the order in which they are on the page. */
export const checkedFields = ["clientId", "serverUrl", "clientSecret", "jwt", "hostedRedirectUri"] as const;
export type CheckedField = (typeof checkedFields)[number];

/** The elements they are typed into; the page moves the focus to the first that needs a look. */
export const fieldIds: Readonly<Record<CheckedField, string>> = {
  clientId: "client-id",
  serverUrl: "server-address",
  clientSecret: "client-secret",
  jwt: "jwt",
  hostedRedirectUri: "hosted-redirect",
};

export type ServerUrlProblem =
  | "server-missing"
  | "server-not-https"
  | "server-not-address"
  | "server-more-than-host";
export type FormProblem =
  | "client-id-missing"
  | "client-secret-missing"
  | "jwt-missing"
  | "hosted-redirect-not-https"
  | ServerUrlProblem;
export type FormProblems = Readonly<Partial<Record<CheckedField, FormProblem>>>;

export type CheckedForm =
  | { readonly ok: true; readonly form: SignInForm }
  | { readonly ok: false; readonly problems: FormProblems };

/**
 * The form as it stands: what the view says, and over it what was typed, as far as no policy holds it. Untouched
 * secrets are null.
 */
export function draftOf(
  view: SignInView["form"],
  edits: Partial<SignInForm>,
  locked: SignInView["locked"] = {},
): SignInForm {
  const { hasClientSecret: _hasClientSecret, hasJwt: _hasJwt, ...rest } = view;
  const free = Object.entries(edits).filter(([name]) => !Object.hasOwn(locked, name));
  return { ...rest, clientSecret: null, jwt: null, ...Object.fromEntries(free) };
}

/** Whether there is something to fill in: a JWT, where an organisation wants one, even if nothing else. */
export function hasForm({
  clientIdLocked,
  locked,
  form,
}: Pick<SignInView, "clientIdLocked" | "locked" | "form">) {
  return !clientIdLocked || (locked.method !== undefined && form.method === "jwt");
}

/** The edits without their secrets, for when those have been handed over. */
export function withoutSecrets(edits: Partial<SignInForm>): Partial<SignInForm> {
  const { clientSecret: _clientSecret, jwt: _jwt, ...rest } = edits;
  return rest;
}

/** The form as it is sent: trimmed, and without what the chosen method and server have no use for. */
export function tidied(draft: SignInForm): SignInForm {
  const server = parseServerUrl(draft.serverUrl);
  return {
    ...draft,
    clientId: draft.clientId.trim(),
    serverUrl: draft.server === "custom" && server.ok ? server.url : "",
    clientSecret: draft.clientSecret?.trim() ?? null,
    // A JWT copied from an e-mail or a terminal may be broken into lines.
    jwt: draft.method === "jwt" ? draft.jwt?.replace(/\s+/g, "") || null : null,
    hostedRedirectUri: usesWindow(draft) ? draft.hostedRedirectUri.trim() : "",
    discoveryServer: draft.discovery ? draft.discoveryServer : "",
  };
}

function usesWindow(draft: SignInForm): boolean {
  return draft.method === "browser" && draft.redirect === "window";
}

/** Says which fields keep the user from going on, or gives the form to send. */
export function checkForm(draft: SignInForm, kept: Kept): CheckedForm {
  const form = tidied(draft);
  const problems: Partial<Record<CheckedField, FormProblem>> = {};
  if (form.clientId === "") problems.clientId = "client-id-missing";
  if (draft.server === "custom") {
    const server = parseServerUrl(draft.serverUrl);
    if (!server.ok) problems.serverUrl = server.problem;
  }
  if (form.method === "jwt") {
    const hasSecret = form.clientSecret === null ? kept.hasClientSecret : form.clientSecret !== "";
    if (!hasSecret) problems.clientSecret = "client-secret-missing";
    if (form.jwt === null && !kept.hasJwt) problems.jwt = "jwt-missing";
  }
  if (form.hostedRedirectUri !== "" && !/^https:\/\/[^/]+\/./.test(form.hostedRedirectUri)) {
    problems.hostedRedirectUri = "hosted-redirect-not-https";
  }
  return Object.keys(problems).length === 0 ? { ok: true, form } : { ok: false, problems };
}

export type ServerUrl =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly problem: ServerUrlProblem };

/** Reads the address of a platform server: `https://host`, with a port or a final slash at most. */
export function parseServerUrl(typed: string): ServerUrl {
  const text = typed.trim();
  if (text === "") return { ok: false, problem: "server-missing" };
  if (!/^https:\/\//i.test(text)) return { ok: false, problem: "server-not-https" };
  if (!URL.canParse(text) || /\s/.test(text)) return { ok: false, problem: "server-not-address" };
  const url = new URL(text);
  if (url.href !== `${url.origin}/` || /[?#]/.test(text)) {
    return { ok: false, problem: "server-more-than-host" };
  }
  return { ok: true, url: url.origin };
}

/** True when something is in use that the first sight of the page does not show. */
export function usesMoreWays(draft: SignInForm, kept: Kept): boolean {
  return (
    draft.method !== "browser" ||
    draft.server === "custom" ||
    draft.redirect !== "automatic" ||
    draft.discovery ||
    draft.clientSecret !== null ||
    draft.jwt !== null ||
    kept.hasClientSecret ||
    kept.hasJwt
  );
}

type WaysBack = Pick<SignInView, "profile" | "redirectUris">;

/** What has to be registered with RingCentral for a way back from the browser. */
export function urisToRegister(redirect: RedirectWay, ways: WaysBack): readonly string[] {
  const { scheme, loopback } = ways.redirectUris;
  switch (redirect) {
    case "automatic":
      // The system hands the scheme to the usual profile alone; any other is answered at a local address.
      return ways.profile === null ? [scheme, ...loopback] : loopback;
    case "scheme":
      return [scheme];
    case "loopback":
      return loopback;
    // What the app has is no way for anybody to register: these are what it should have instead.
    case "window":
      return [scheme, ...loopback];
  }
}

/** The part of them that the first sight shows; none where the disclosure already shows just that. */
export function urisAtFirstSight(draft: SignInForm, ways: WaysBack): readonly string[] {
  if (draft.method === "jwt" || draft.redirect === "loopback" || draft.redirect === "window") return [];
  const [first, ...rest] = urisToRegister(draft.redirect, ways);
  if (first === undefined) return [];
  return first === ways.redirectUris.scheme ? [first] : [first, ...rest];
}
