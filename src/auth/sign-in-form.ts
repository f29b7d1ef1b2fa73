import type { Notice, SignInForm } from "../ipc/channels.ts";
import type { SignInWay } from "../settings/policy-schema.ts";
import type { Settings } from "../settings/settings.ts";
import type { LockedSettings } from "../settings/store.ts";
import { type AppRegistration, registrationProblem, serverOrigin } from "./app-registration.ts";
import type { AppSecrets } from "./app-secrets.ts";
import { discoveryServer } from "./discovery.ts";
import { discoveryUnusableNotice, serverUnusableNotice } from "./notices.ts";
import { permittedRedirect } from "./redirect-way.ts";

export interface SignInFormKeepers {
  readonly settings: { get(): Settings; set(changes: Partial<Settings>): void; locked(): LockedSettings };
  readonly secrets: AppSecrets;
  /** The client ID built into the product, or null. */
  readonly builtInClientId: string | null;
  /** The ways to sign in that a policy has left, or null. */
  readonly ways: readonly SignInWay[] | null;
}

/** What of the form a policy may hold. */
const policed = [
  "clientId",
  "method",
  "server",
  "serverUrl",
  "redirect",
  "hostedRedirectUri",
  "discovery",
  "discoveryServer",
] as const satisfies readonly (keyof SignInForm & keyof Settings)[];

/** The form with what a policy holds in the place of what the page sent, which may be older than the policy. */
export function policedForm(form: SignInForm, settings: SignInFormKeepers["settings"]): SignInForm {
  const locked = settings.locked();
  const held = policed.filter((name) => locked[name] !== undefined);
  const values = settings.get();
  return { ...form, ...Object.fromEntries(held.map((name) => [name, values[name]])) };
}

/**
 * What the form says, as far as it can be used; its secrets go to the vault. A built-in client ID has no form. Secrets
 * that were given for another client ID are forgotten, whoever has changed it: the user, a policy or a new version.
 */
export function takeSignInForm(form: SignInForm, keepers: SignInFormKeepers): AppRegistration | Notice {
  const { settings, secrets, builtInClientId: locked } = keepers;
  const { server, serverUrl } = locked === null ? form : settings.get();
  const id = locked ?? form.clientId;
  const origin = serverOrigin(server, serverUrl);
  const problem = registrationProblem(id, origin);
  if (problem !== null || origin === null) return problem ?? serverUnusableNotice;
  const asked = locked === null ? form : settings.get();
  const discovery = discoveryServer(asked, origin);
  if (asked.discovery && discovery === null) return discoveryUnusableNotice;
  // What is kept belongs to the app that it was given for.
  const unsaid = id === settings.get().secretsOf ? null : "";
  secrets.keep("client-secret", (locked === null ? form.clientSecret : null) ?? unsaid);
  secrets.keep("jwt", (locked === null ? form.jwt : null) ?? unsaid);
  settings.set({ secretsOf: id });
  if (locked === null) {
    const { method, hostedRedirectUri } = form;
    const redirect = permittedRedirect(form.redirect, settings.get(), keepers.ways);
    settings.set({ clientId: id, server, serverUrl, method, redirect, hostedRedirectUri });
    settings.set({ discovery: form.discovery, discoveryServer: form.discoveryServer });
  }
  return { clientId: id, server: origin, clientSecret: secrets.clientSecret, discovery };
}
