/** What a request to open a WebSocket says of itself, as Node's HTTP server has read it. */
export interface UpgradeRequest {
  readonly url: string | undefined;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly authorization: string | undefined;
  /** `Sec-WebSocket-Protocol`, as it came. */
  readonly protocols: string | undefined;
}

export type Verdict =
  | {
      readonly open: true;
      /** The token was with the request; else it has to be the first message. */
      readonly identified: boolean;
    }
  | { readonly open: false; readonly status: 400 | 401 | 403 | 404; readonly because: Refusal };

type Refusal = "host" | "origin" | "path" | "token-in-address" | "token";

export const STREAM_PATH = "/events";
/** The subprotocol that is spoken, and the one that carries the token where no header can be set. */
export const STREAM_PROTOCOL = "events.v1";
const TOKEN_PROTOCOL = "token.";

/**
 * Whether a WebSocket may be opened. A browser sends `Origin` with each (RFC 6455, section 4.1), so whoever does is a
 * web page and has no business here. `Host` is the name that was asked for: a page that has its own name point to
 * this machine (DNS rebinding) gives itself away by it. The token is never in the address, which ends up in logs.
 *
 * @param port where the server listens
 */
export function judgeUpgrade(
  request: UpgradeRequest,
  port: number,
  isToken: (presented: string) => boolean,
): Verdict {
  const refuse = (status: 400 | 401 | 403 | 404, because: Refusal): Verdict => ({
    open: false,
    status,
    because,
  });
  if (!isOwnHost(request.host, port)) return refuse(403, "host");
  if (request.origin !== undefined) return refuse(403, "origin");
  const [path, ...behind] = (request.url ?? "").split("?");
  if (behind.length > 0) return refuse(400, "token-in-address");
  if (path !== STREAM_PATH) return refuse(404, "path");
  const presented = presentedToken(request);
  if (presented === null) return { open: true, identified: false };
  return isToken(presented) ? { open: true, identified: true } : refuse(401, "token");
}

function isOwnHost(host: string | undefined, port: number): boolean {
  const [, name = "", given] = /^(.*?)(?::(\d+))?$/.exec(host?.toLowerCase() ?? "") ?? [];
  return (name === "127.0.0.1" || name === "localhost") && given === String(port);
}

/** RFC 6750, section 2.1; or a subprotocol that begins with "token.". */
function presentedToken({ authorization, protocols }: UpgradeRequest): string | null {
  if (authorization !== undefined) return /^bearer +(\S+) *$/i.exec(authorization)?.[1] ?? "";
  const offered = (protocols ?? "").split(",").map((protocol) => protocol.trim());
  return (
    offered.find((protocol) => protocol.startsWith(TOKEN_PROTOCOL))?.slice(TOKEN_PROTOCOL.length) ?? null
  );
}
