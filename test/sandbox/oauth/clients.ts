import { randomBytes } from "node:crypto";
import { brand, redirectUri } from "../../../src/brand.ts";
import { demoUser } from "../account.ts";
import type { GrantType, RegisteredClient } from "../types.ts";

/** What RingCentral calls the scopes of a custom Embeddable client ID. */
const scopes = [
  "CallControl",
  "EditMessage",
  "EditPresence",
  "InternalMessages",
  "ReadAccounts",
  "ReadCallLog",
  "ReadContacts",
  "ReadMessages",
  "ReadPresence",
  "RingOut",
  "SMS",
  "VoipCalling",
  "WebSocketsSubscriptions",
  "ReadCallRecording",
  "EditExtensions",
  "TeamMessaging",
  "Video",
] as const;

const jwtGrant: GrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/** Ports a loopback redirect may use: RingCentral matches redirect URIs exactly, so each is registered. */
const loopbackPorts = [8473, 18473, 28473] as const;

export interface SandboxClients {
  /** Public client with PKCE and refresh tokens: what the product uses. */
  readonly public: RegisteredClient;
  readonly confidential: RegisteredClient;
  readonly jwt: RegisteredClient & {
    readonly assertion: string;
    readonly subject: string;
  };
  /** Public, but registered without refresh tokens. */
  readonly withoutRefresh: RegisteredClient;
  /** Public, with Embeddable's hosted redirect page and nothing else, as its manual has it. */
  readonly hostedRedirect: RegisteredClient;
  /** Public, but nobody registered a redirect URI for it. */
  readonly withoutRedirect: RegisteredClient;
}

/**
 * The registered applications. Client IDs stay the same from run to run; client secrets and the JWT are new in
 * each, so that a leak scan can only find those of its own run.
 */
export function createClients(extraRedirectUris: readonly string[] = []): SandboxClients {
  const hostedPages = ["2.x", "3.x", "latest"].map(
    (version) => `https://apps.ringcentral.com/integration/ringcentral-embeddable/${version}/redirect.html`,
  );
  const redirectUris = [
    redirectUri(brand),
    ...loopbackPorts.map((port) => `http://127.0.0.1:${port}/oauth/callback`),
    ...hostedPages,
    ...extraRedirectUris,
  ];
  const base = { clientSecret: null, redirectUris, scopes };
  const grants: GrantType[] = ["authorization_code", "refresh_token"];
  return {
    public: {
      ...base,
      clientId: "handset-demo-client",
      name: "Handset",
      grants,
    },
    confidential: {
      ...base,
      clientId: "handset-demo-confidential",
      name: "Handset (confidential)",
      clientSecret: randomBytes(24).toString("base64url"),
      grants,
    },
    jwt: {
      ...base,
      clientId: "handset-demo-jwt",
      name: "Handset (JWT)",
      clientSecret: randomBytes(24).toString("base64url"),
      grants: [jwtGrant, "refresh_token"],
      assertion: createAssertion(),
      subject: demoUser.extensionId,
    },
    withoutRefresh: {
      ...base,
      clientId: "handset-demo-no-refresh",
      name: "Handset (no refresh tokens)",
      grants: ["authorization_code"],
    },
    hostedRedirect: {
      ...base,
      clientId: "handset-demo-hosted-redirect",
      name: "Handset (hosted redirect page)",
      redirectUris: hostedPages.filter((page) => !page.includes("3.x")),
      grants,
    },
    withoutRedirect: {
      ...base,
      clientId: "handset-demo-no-redirect",
      name: "Handset (no redirect URI)",
      redirectUris: [],
      grants,
    },
  };
}

/** A credential shaped like the ones RingCentral's console hands out; the signature is only compared. */
function createAssertion(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const header = part({ kid: "sandbox", typ: "JWT", alg: "RS256" });
  const claims = part({
    aud: "https://platform.ringcentral.com/restapi/oauth/token",
    sub: demoUser.extensionId,
    iss: "https://platform.ringcentral.com",
    exp: 4_102_444_800,
    jti: randomBytes(12).toString("base64url"),
  });
  return `${header}.${claims}.${randomBytes(64).toString("base64url")}`;
}

export function clientById(clients: SandboxClients, clientId: string): RegisteredClient | undefined {
  return Object.values(clients).find((client: RegisteredClient) => client.clientId === clientId);
}
