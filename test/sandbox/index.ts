import { resolve } from "node:path";
import { demoUser, secondUser } from "./account.ts";
import { createAppsHost } from "./apps-host.ts";
import { createTelephony, type RingOptions } from "./calls/telephony.ts";
import { createTickets } from "./calls/tickets.ts";
import { createCertificate, type SandboxCertificate } from "./certificate.ts";
import { type ApproveOptions, approve, createMappedFetch, type MappedFetch } from "./client.ts";
import { createControl } from "./control.ts";
import { createAuthorizationStore } from "./oauth/authorization-store.ts";
import { createClients, type SandboxClients } from "./oauth/clients.ts";
import { createTokenStore, documentedLifetimes, type Lifetimes } from "./oauth/token-store.ts";
import { corsHeaders, handlePlatform } from "./platform-host.ts";
import { createMessageStore, type StoredMessage } from "./rest/message-store.ts";
import { createPresence, type PresenceState } from "./rest/presence.ts";
import { createFaults, type Fault } from "./server/faults.ts";
import { createHttpsServer, listen } from "./server/https-server.ts";
import { redactRequest } from "./server/redaction.ts";
import { createRequestLog } from "./server/request-log.ts";
import { createSecretRegister } from "./server/secrets.ts";
import { acceptSockets, type Sockets } from "./server/sockets.ts";
import type { LoggedRequest, RequestFilter, SandboxCall, SandboxUser, Secret } from "./types.ts";

export interface SandboxOptions {
  /** Folder of a real Embeddable build; without it the stand-in widget is served. */
  readonly widgetDir?: string;
  /** HTTPS port on the loopback interface; a free one by default. */
  readonly port?: number;
  /** Milliseconds since the epoch; `Date.now` by default. */
  readonly now?: () => number;
  /** Seconds; each defaults to RingCentral's documented value. */
  readonly lifetimes?: Partial<Lifetimes>;
  /** Registered with every client in addition to the product's own. */
  readonly redirectUris?: readonly string[];
  /** Milliseconds until the far end of an outgoing call answers; null: only `remoteAnswer` does. Default 1200. */
  readonly answerAfterMs?: number | null;
  /** Milliseconds until an unanswered incoming call is missed. Default 30 s. */
  readonly ringForMs?: number;
}

export interface ReceivedMessage {
  readonly from: string;
  readonly text: string;
  readonly name?: string;
}

export interface ReceivedVoicemail {
  readonly from: string;
  readonly name?: string;
  /** Its length; 30 by default. */
  readonly seconds?: number;
}

export interface Sandbox {
  readonly port: number;
  /** Base address of the plain-HTTP control interface, without a trailing slash. */
  readonly controlUrl: string;
  readonly hosts: readonly string[];
  /** For Chromium and Electron. The certificate pin works only with an own `--user-data-dir`. */
  readonly chromiumArgs: readonly string[];
  /** The certificate as PEM. */
  readonly certificate: string;
  readonly demoUser: SandboxUser;
  readonly secondUser: SandboxUser;
  readonly clients: SandboxClients;
  /** `fetch` for Node with the same mapping; does not follow redirects. */
  readonly fetch: MappedFetch;
  /** Plays the person in the browser; returns the redirect URI with its `code` or `error`. */
  approve(authorizeUrl: string | URL, options?: Partial<ApproveOptions>): Promise<string>;
  /** Every request so far, oldest first. May hold secrets. */
  requests(filter?: RequestFilter): readonly LoggedRequest[];
  /** The same with every secret replaced by a fingerprint: for reports. */
  redactedRequests(filter?: RequestFilter): readonly LoggedRequest[];
  /** Begins the list of requests anew. */
  clearRequests(): void;
  /** Every request since the start, cleared or not: what the leak scan looks through. */
  allRequests(): readonly LoggedRequest[];
  /** Values of every secret issued or seen in this run. */
  secrets(): readonly string[];
  secretsByKind(): readonly Secret[];
  /** A call for the demo user; throws when no stand-in widget is connected to take it. */
  ring(options: RingOptions): SandboxCall;
  calls(): readonly SandboxCall[];
  remoteAnswer(callId: string): boolean;
  remoteHangup(callId: string): boolean;
  /** An SMS for the demo user; from an extension, such as "102", a message within the company. */
  receiveMessage(message: ReceivedMessage): void;
  /** A voicemail for the demo user. */
  receiveVoicemail(voicemail: ReceivedVoicemail): void;
  presence(): PresenceState;
  /** How many stand-in widgets are connected. */
  lines(): number;
  setFault(fault: Fault): void;
  clearFaults(): void;
  /** Makes issued tokens expire now; without an argument the access tokens only. */
  expireTokens(which?: "access" | "refresh" | "all"): void;
  expireCodes(): void;
  /** Makes the platform forget every token. */
  revokeTokens(): void;
  /** Cuts every open connection, as a broken network does. */
  dropConnections(): void;
  /** Open lines of stand-in widgets, and SIP connections of real ones, go dead and still look alive, as after a sleep. */
  silenceLines(): void;
  close(): Promise<void>;
}

const hosts = [
  "platform.ringcentral.com",
  "platform.devtest.ringcentral.com",
  "apps.ringcentral.com",
  "ws-api.ringcentral.com",
  "sip-ws.ringcentral.com",
] as const;

/** Starts RingCentral in a box. Everything is in memory. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const parts = createParts(options);
  const { telephony, faults, log, now } = parts;
  const certificate = await createCertificate();
  const apps = createAppsHost(options.widgetDir === undefined ? undefined : resolve(options.widgetDir));
  const server = createHttpsServer({
    certificate,
    now,
    faults,
    log,
    handle: (exchange) =>
      exchange.host === "apps.ringcentral.com" ? apps.handle(exchange) : handlePlatform(exchange, parts),
    headersFor: corsHeaders,
  });
  const sockets = acceptSockets(server, { now, faults, log, tickets: parts.tickets, line: parts.rest });
  const port = await listen(server, options.port);

  const controlled: Controlled = {
    ...createAddress(parts, port, certificate),
    ...createLevers(parts, sockets),
    silenceLines: sockets.silenceLines,
    dropConnections() {
      sockets.dropAll();
      server.closeAllConnections();
    },
  };
  const control = createControl(controlled);
  const controlPort = await listen(control);
  return {
    ...controlled,
    controlUrl: `http://127.0.0.1:${controlPort}`,
    async close() {
      telephony.close();
      sockets.dropAll();
      for (const each of [server, control]) {
        const closed = new Promise((done) => each.close(done));
        each.closeAllConnections();
        await closed;
      }
    },
  };
}

/** What the control interface can reach: everything but its own address and the off switch. */
export type Controlled = Omit<Sandbox, "controlUrl" | "close">;

type Parts = ReturnType<typeof createParts>;

/** The platform without its network: stores, clocks, registers. */
function createParts(options: SandboxOptions) {
  const faults = createFaults();
  const clock = options.now ?? Date.now;
  const now = () => clock() + faults.skewMs();
  const lifetimes = { ...documentedLifetimes, ...options.lifetimes };
  const secrets = createSecretRegister();
  const clients = createClients(options.redirectUris);
  for (const client of Object.values(clients)) secrets.add("client-secret", client.clientSecret);
  secrets.add("jwt", clients.jwt.assertion);
  const telephony = createTelephony({
    now,
    user: demoUser,
    answerAfterMs: options.answerAfterMs === undefined ? 1200 : options.answerAfterMs,
    ringForMs: options.ringForMs ?? 30_000,
  });
  const tickets = createTickets(now);
  return {
    now,
    faults,
    secrets,
    clients,
    telephony,
    tickets,
    log: createRequestLog(),
    codeLifetime: lifetimes.code,
    tokens: createTokenStore({ now, secrets, lifetimes }),
    authorizations: createAuthorizationStore({ now, secrets, codeLifetime: lifetimes.code }),
    rest: {
      now,
      telephony,
      messages: createMessageStore(now),
      presence: createPresence(),
      createGatewayTicket: tickets.create,
    },
  };
}

/** How to reach it, and as whom. */
function createAddress(parts: Parts, port: number, certificate: SandboxCertificate) {
  const fetch = createMappedFetch(port, certificate.cert);
  return {
    port,
    hosts,
    chromiumArgs: [
      `--host-resolver-rules=MAP *.ringcentral.com 127.0.0.1:${port}`,
      `--ignore-certificate-errors-spki-list=${certificate.spkiPin}`,
    ],
    certificate: certificate.cert,
    demoUser,
    secondUser,
    clients: parts.clients,
    fetch,
    approve: (url: string | URL, given: Partial<ApproveOptions> = {}) =>
      approve(fetch, url, { username: demoUser.username, password: demoUser.password, ...given }),
  };
}

/** What a test can see and do. */
function createLevers(
  { telephony, rest, log, secrets, faults, tokens, tickets, authorizations }: Parts,
  sockets: Sockets,
) {
  const to = [{ phoneNumber: demoUser.directNumber }];
  return {
    requests: log.list,
    redactedRequests(filter?: RequestFilter) {
      const known = secrets.all();
      return log.list(filter).map((entry) => redactRequest(entry, known));
    },
    clearRequests: log.clear,
    allRequests: log.all,
    secrets: () => secrets.all().map(({ value }) => value),
    secretsByKind: secrets.all,
    ring(options: RingOptions) {
      if (sockets.lines() === 0) throw new Error("No stand-in widget is connected, so nothing can ring.");
      return telephony.ring(options);
    },
    calls: telephony.list,
    remoteAnswer: telephony.remoteAnswer,
    remoteHangup: telephony.remoteHangup,
    receiveMessage({ from, text, name }: ReceivedMessage) {
      const sender = senderOf(from, name);
      const type = sender.extensionNumber === undefined ? "SMS" : "Pager";
      rest.messages.add({ direction: "Inbound", type, from: sender, to, subject: text });
    },
    receiveVoicemail({ from, name, seconds = 30 }: ReceivedVoicemail) {
      rest.messages.add({
        direction: "Inbound",
        type: "VoiceMail",
        from: senderOf(from, name),
        to,
        // RingCentral's own wording.
        subject: `Voice Mail (${seconds} seconds)`,
        seconds,
      });
    },
    presence: rest.presence.get,
    lines: sockets.lines,
    setFault: faults.set,
    clearFaults: faults.clear,
    expireTokens: (which: "access" | "refresh" | "all" = "access") => tokens.expireAll(which),
    expireCodes: authorizations.expireCodes,
    revokeTokens() {
      tokens.revokeAll();
      tickets.revokeAll();
    },
  };
}

function senderOf(from: string, name: string | undefined): StoredMessage["from"] {
  const named = name === undefined ? {} : { name };
  return from.startsWith("+") ? { ...named, phoneNumber: from } : { ...named, extensionNumber: from };
}
