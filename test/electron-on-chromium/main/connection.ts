import { createHash, X509Certificate } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import { TLSSocket } from "node:tls";

export type Switches = ReadonlyMap<string, string>;

export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
  readonly signal: AbortSignal;
}

/**
 * Sends one https request under the same rules as Chromium's network stack in the pages:
 * `--host-resolver-rules` and `--ignore-certificate-errors-spki-list`. It follows no redirect.
 * @throws Error "net::ERR_..." when no response comes
 */
export function send(of: Outgoing, switches: Switches): Promise<IncomingMessage> {
  const { protocol, hostname, port, host, pathname, search } = new URL(of.url);
  if (protocol !== "https:") return Promise.reject(new Error("net::ERR_UNKNOWN_URL_SCHEME"));
  const mapped = mapHost(switches.get("host-resolver-rules") ?? "", hostname);
  const pins = (switches.get("ignore-certificate-errors-spki-list") ?? "").split(",").filter(Boolean);
  const options: RequestOptions = {
    method: of.method,
    host: mapped?.host ?? hostname,
    port: mapped?.port ?? (port || 443),
    path: pathname + search,
    servername: hostname,
    headers: {
      host,
      "accept-encoding": "identity",
      ...of.headers,
      ...(of.body === null ? {} : { "content-length": of.body.length }),
    },
    signal: of.signal,
    agent: false,
    rejectUnauthorized: pins.length === 0, // with pins the certificate is checked below
  };
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(options);
    outgoing.on("response", resolve);
    outgoing.on("error", (error) => reject(netError(error)));
    outgoing.on("socket", (socket) => {
      socket.once("secureConnect", () => {
        // Nothing is sent before the certificate is known to be good.
        if (socket instanceof TLSSocket && isTrusted(socket, pins)) outgoing.end(of.body ?? undefined);
        else outgoing.destroy(Object.assign(new Error("not trusted"), { code: "CERT_NOT_TRUSTED" }));
      });
    });
  });
}

const netErrors: Readonly<Record<string, string>> = {
  ECONNREFUSED: "net::ERR_CONNECTION_REFUSED",
  ECONNRESET: "net::ERR_CONNECTION_RESET",
  ENOTFOUND: "net::ERR_NAME_NOT_RESOLVED",
  EAI_AGAIN: "net::ERR_NAME_NOT_RESOLVED",
  ENETUNREACH: "net::ERR_INTERNET_DISCONNECTED",
  ETIMEDOUT: "net::ERR_CONNECTION_TIMED_OUT",
  CERT_NOT_TRUSTED: "net::ERR_CERT_AUTHORITY_INVALID",
};

/** Chromium's name for what Node says. */
export function netError(error: Error & { readonly code?: string }): Error {
  const known = netErrors[error.code ?? ""];
  return new Error(known ?? `net::ERR_FAILED: ${error.message}`, { cause: error });
}

/** Chromium ignores errors of a certificate whose chain holds one of the given public keys. */
function isTrusted(socket: TLSSocket, pins: readonly string[]): boolean {
  if (socket.authorized) return true;
  const { raw } = socket.getPeerCertificate();
  const spki = new X509Certificate(raw).publicKey.export({ type: "spki", format: "der" });
  return pins.includes(createHash("sha256").update(spki).digest("base64"));
}

/** `MAP pattern host:port`, separated by commas; the first that matches counts. In a pattern only `*` is special. */
function mapHost(rules: string, hostname: string): { readonly host: string; readonly port: string } | null {
  for (const rule of rules.split(",")) {
    const [, pattern = "", host = "", port = ""] = /^\s*MAP\s+(\S+)\s+(\S+):(\d+)\s*$/i.exec(rule) ?? [];
    const source = pattern.replaceAll(".", "\\.").replaceAll("*", ".*");
    if (host !== "" && new RegExp(`^${source}$`, "i").test(hostname)) return { host, port };
  }
  return null;
}
