import type { Notice, SignInForm, SnippetReading } from "../ipc/channels.ts";
import { serverOrigin } from "./app-registration.ts";
import { parseDiscoveryServer } from "./discovery.ts";
import { parseHostedRedirect } from "./redirect-way.ts";
import { SERVERS } from "./ringcentral-host.ts";
import { findAddresses, UNKNOWN } from "./snippet-address.ts";

/** In characters; RingCentral's own snippets have a few hundred. */
const MAX_LENGTH = 64 * 1024;
const MAX_IGNORED = 60;

type WidgetParameters = ReadonlyMap<string, string>;
type Understood = { readonly form: Partial<SignInForm>; readonly shown: string };

/**
 * Reads the sign-in parameters from what integrators copy out of Embeddable's configuration tool or manual: the
 * address of `app.html` or `adapter.js`, or HTML and JavaScript around it (its docs, "Customize Authorization"
 * and "Using a custom client ID"). The text is never run, only read.
 *
 * @param offersWindow whether a hosted redirect page can be taken over, which needs a sign-in window
 */
export function readSnippet(text: string, offersWindow: boolean): SnippetReading {
  if (text.length > MAX_LENGTH) return { ok: false, notice: tooLongNotice };
  const found = findAddresses(text).map(readParameters);
  const parameters = found.find((each) => each.has("clientId") || each.has("appKey")) ?? found[0];
  if (parameters === undefined) return { ok: false, notice: noAddressNotice };

  const readers = offersWindow ? READERS_WITH_WINDOW : READERS;
  let form: Partial<SignInForm> = {};
  const understood: { readonly name: string; readonly shown: string }[] = [];
  const ignored: string[] = [];
  for (const [name, value] of parameters) {
    const result =
      isOutdone(name, parameters) || value.includes(UNKNOWN) ? null : (readers.get(name)?.(value) ?? null);
    if (result !== null) {
      form = { ...form, ...result.form };
      understood.push({ name, shown: result.shown });
    } else if (/^[A-Za-z]\w{0,40}$/.test(name) && ignored.length < MAX_IGNORED) {
      ignored.push(name);
    }
  }
  if (understood.length === 0) return { ok: false, notice: nothingUsableNotice };
  if (parameters.has("appServer")) {
    const warning = form.server === undefined ? serverNotUnderstoodNotice : null;
    return { ok: true, form, understood, ignored, warning };
  }
  // As Embeddable does without one.
  return {
    ok: true,
    form: { ...form, server: "production", serverUrl: "" },
    understood: [...understood, { name: "appServer", shown: "production, as none is given" }],
    ignored,
    warning: null,
  };
}

/** Embeddable reads query and fragment, and the fragment wins. */
function readParameters(address: string): WidgetParameters {
  const [beforeFragment = "", ...fragment] = address.split("#");
  const query = beforeFragment.slice(beforeFragment.indexOf("?") + 1);
  const parameters = new Map<string, string>();
  const parts = beforeFragment.includes("?") ? [query, fragment.join("#")] : [fragment.join("#")];
  for (const part of parts) {
    const own = new URLSearchParams(part.replace(/^[/?]+/, ""));
    for (const name of new Set(own.keys())) {
      const value = own.get(name)?.trim() ?? "";
      if (value !== "") parameters.set(name, value);
    }
  }
  return parameters;
}

/** The names before Embeddable 1.4.0 count only where the new ones are not given; a server to ask only with discovery. */
function isOutdone(name: string, parameters: WidgetParameters): boolean {
  return (
    (name === "appKey" && parameters.has("clientId")) ||
    (name === "appSecret" && parameters.has("clientSecret")) ||
    (name === "discoverAppServer" && !parameters.has("discovery"))
  );
}

const readClientId = (value: string): Understood | null =>
  /^[A-Za-z0-9_-]{1,200}$/.test(value) ? { form: { clientId: value }, shown: value } : null;

const readClientSecret = (value: string): Understood | null =>
  /^[\x21-\x7e]{1,512}$/.test(value) ? { form: { clientSecret: value }, shown: mask(value) } : null;

const readJwt = (value: string): Understood | null =>
  /^[\w.-]{1,8192}$/.test(value) ? { form: { method: "jwt", jwt: value }, shown: mask(value) } : null;

function readServer(value: string): Understood | null {
  const origin = serverOrigin("custom", value);
  if (origin === null) return null;
  switch (origin) {
    case SERVERS.production:
      return { form: { server: "production", serverUrl: "" }, shown: "production" };
    case SERVERS.sandbox:
      return { form: { server: "sandbox", serverUrl: "" }, shown: "sandbox" };
    default:
      return { form: { server: "custom", serverUrl: origin }, shown: origin };
  }
}

/** The address itself is Handset's own; what can be taken over is the way back. */
function readRedirectUri(value: string): Understood | null {
  if (!URL.canParse(value)) return null;
  const { protocol, hostname } = new URL(value);
  return protocol === "http:" && hostname === "127.0.0.1"
    ? { form: { redirect: "loopback" }, shown: "a request to this computer (http://127.0.0.1)" }
    : null;
}

function readRedirectPage(value: string): Understood | null {
  const uri = parseHostedRedirect(value);
  return uri === null
    ? readRedirectUri(value)
    : { form: { redirect: "window", hostedRedirectUri: uri }, shown: `${uri}, in a sign-in window` };
}

/** Embeddable takes any value for yes, "0" and "false" included. */
const readDiscovery = (): Understood => ({ form: { discovery: true }, shown: "on" });

function readDiscoveryServer(value: string): Understood | null {
  const server = parseDiscoveryServer(value);
  return server === null ? null : { form: { discoveryServer: server }, shown: server };
}

/**
 * Not among them: `authorizationCode` and its verifier, which work once and are used up or foreign, and everything
 * about how the widget looks and behaves.
 */
const READERS: ReadonlyMap<string, (value: string) => Understood | null> = new Map<
  string,
  (value: string) => Understood | null
>([
  ["clientId", readClientId],
  ["appKey", readClientId],
  ["clientSecret", readClientSecret],
  ["appSecret", readClientSecret],
  ["appServer", readServer],
  ["jwt", readJwt],
  ["redirectUri", readRedirectUri],
  ["discovery", readDiscovery],
  ["discoverAppServer", readDiscoveryServer],
]);
const READERS_WITH_WINDOW = new Map(READERS).set("redirectUri", readRedirectPage);

/** Enough to recognise a secret by, and only where enough stays hidden. */
function mask(secret: string): string {
  return secret.length >= 12 ? `••••${secret.slice(-4)}` : "••••";
}

const notice = (code: string, title: string, nextStep: string): Notice => ({
  code: `snippet/${code}`,
  severity: "warning",
  title,
  nextStep,
});

const tooLongNotice = notice(
  "too-long",
  "That is too long for a snippet of RingCentral Embeddable.",
  "Copy only the part with adapter.js or app.html in it.",
);
const noAddressNotice = notice(
  "no-address",
  "No address of RingCentral Embeddable was found in that.",
  "Paste the address of app.html or adapter.js, or the snippet that contains it.",
);
const serverNotUnderstoodNotice = notice(
  "server-not-understood",
  "It names a server (appServer) that was not understood.",
  "The server that is chosen on this page stays. Choose the one that the app is registered for before you sign in.",
);
const nothingUsableNotice = notice(
  "nothing-usable",
  "The address was found, but nothing to sign in with is given in it.",
  "Paste one with a clientId, or fill in the fields yourself.",
);
