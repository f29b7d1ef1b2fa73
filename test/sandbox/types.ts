/** The vocabulary shared by all rooms of the sandbox. */

/** One request as the sandbox saw it. May hold secrets: only `redactedRequests()` may leave the process. */
export interface LoggedRequest {
  readonly id: number;
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly at: number;
  readonly method: string;
  /** Host name without a port: `platform.ringcentral.com`. */
  readonly host: string;
  /** Percent-decoded path without the query: `/restapi/v1.0/account/~`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Body of a form-encoded request, else null. */
  readonly form: Readonly<Record<string, string>> | null;
  /** Body of a JSON request, else null. */
  readonly json: unknown;
  /** HTTP status of the answer; 101 for a WebSocket, 0 for a dropped connection. */
  readonly status: number;
  readonly authorization: "none" | "basic" | "bearer";
  readonly origin: string | null;
}

/** Narrows `requests()`; every given field must match, `path` exactly or, ending in `*`, as a prefix. */
export interface RequestFilter {
  readonly method?: string;
  readonly host?: string;
  readonly path?: string;
}

export type SecretKind =
  | "access-token"
  | "refresh-token"
  | "authorization-code"
  | "code-verifier"
  | "jwt"
  | "client-secret"
  /** A cookie by which the login page knows the browser again. */
  | "login-session";

export interface Secret {
  readonly kind: SecretKind;
  readonly value: string;
}

export interface SandboxUser {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Extension number inside the demo company. */
  readonly extension: string;
  /** RingCentral's internal extension id, the `owner_id` of its tokens. */
  readonly extensionId: string;
  /** Direct number in E.164. */
  readonly directNumber: string;
  readonly email: string;
}

export type GrantType =
  | "authorization_code"
  | "refresh_token"
  | "urn:ietf:params:oauth:grant-type:jwt-bearer";

/** An application as registered in RingCentral's developer console. */
export interface RegisteredClient {
  readonly clientId: string;
  readonly name: string;
  /** Null for a public client, which must use PKCE. */
  readonly clientSecret: string | null;
  readonly redirectUris: readonly string[];
  readonly grants: readonly GrantType[];
  readonly scopes: readonly string[];
}

/** The clock of the sandbox: milliseconds since the epoch, clock-skew faults included. */
export type Clock = () => number;

/** A phone call as the simulated telephone network knows it. */
export interface SandboxCall {
  readonly id: string;
  readonly sessionId: string;
  readonly partyId: string;
  readonly direction: "Inbound" | "Outbound";
  readonly state: CallState;
  readonly fromNumber: string;
  readonly fromName: string | null;
  readonly toNumber: string;
  readonly toName: string | null;
  readonly queue: string | null;
  /** The name under which the user has the caller among the contacts. */
  readonly contact: string | null;
  readonly onHold: boolean;
  readonly muted: boolean;
  readonly toVoicemail: boolean;
  /** Digits sent with the `dtmf` action, in order. */
  readonly digits: string;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly endReason: EndReason | null;
}

type CallState = "ringing" | "calling" | "connected" | "ended";
export type EndReason = "hung-up" | "remote-hung-up" | "rejected" | "to-voicemail" | "missed";
