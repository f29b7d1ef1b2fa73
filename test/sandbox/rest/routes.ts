import { randomUUID } from "node:crypto";
import { company, userById } from "../account.ts";
import type { Telephony } from "../calls/telephony.ts";
import { type Exchange, fieldsOf, json, noContent, type Reply, stringField } from "../server/exchange.ts";
import { errorReply, notFound } from "../server/platform-error.ts";
import type { Clock, SandboxUser } from "../types.ts";
import { callLogRecords } from "./call-log.ts";
import type { MessageStore } from "./message-store.ts";
import { parseNumber } from "./number-parser.ts";
import type { Presence } from "./presence.ts";
import * as resources from "./resources.ts";

export interface RestOptions {
  readonly now: Clock;
  readonly telephony: Telephony;
  readonly messages: MessageStore;
  readonly presence: Presence;
  /** Makes a ticket for the WebSocket gateway; it opens one connection for the user. */
  createGatewayTicket(user: SandboxUser): string;
}

interface Call extends RestOptions {
  readonly exchange: Exchange;
  readonly user: SandboxUser;
}

type Handler = (call: Call) => Reply;

const account = "/restapi/v1.0/account/~";
const own = `${account}/extension/~`;

const emptyList: Handler = ({ exchange }) =>
  json(resources.list(`https://${exchange.host}${exchange.path}`, []));
const listOf =
  (records: (call: Call) => readonly unknown[]): Handler =>
  (call) =>
    json(resources.list(`https://${call.exchange.host}${call.exchange.path}`, records(call)));

const badParameter = (name: string) =>
  errorReply({
    status: 400,
    errorCode: "CMN-101",
    message: `Parameter [${name}] value is invalid`,
  });

/** Everything the widget asks for until its dialer shows, and what a call, a message or a status needs. */
const routes: Readonly<Record<string, Handler>> = {
  "POST /restapi/oauth/wstoken": ({ user, createGatewayTicket }) =>
    json({
      uri: "wss://ws-api.ringcentral.com/ws",
      ws_access_token: createGatewayTicket(user),
      expires_in: 600,
    }),
  [`GET ${own}`]: ({ user }) => json(resources.extensionInfo(user)),
  [`GET ${own}/features`]: () => json(resources.featureList()),
  [`GET ${own}/caller-id`]: ({ user }) => json(resources.callerId(user)),
  [`GET ${own}/device`]: listOf(({ user }) => resources.devices(user)),
  [`GET ${account}/device`]: listOf(({ user }) => resources.devices(user)),
  [`GET ${own}/phone-number`]: listOf(({ user }) => resources.phoneNumbers(user)),
  [`GET ${account}/phone-number`]: listOf(({ user }) => resources.phoneNumbers(user)),
  [`GET ${own}/forwarding-number`]: listOf(({ user }) => resources.forwardingNumbers(user)),
  [`GET ${own}/answering-rule`]: emptyList,
  [`GET ${own}/active-calls`]: emptyList,
  [`GET ${own}/favorite`]: emptyList,
  [`GET ${own}/address-book/contact`]: emptyList,
  [`GET ${own}/call-queues`]: emptyList,
  [`GET ${own}/meeting/service-info`]: () => errorReply(notFound),
  [`GET ${own}/video-configuration`]: () => json({ provider: "RCVideo", userLicenseType: "Paid" }),
  [`GET ${own}/authz-profile/check`]: ({ exchange }) =>
    json({
      successful: true,
      details: { permission: { id: exchange.query.permissionId ?? "" } },
    }),
  [`GET ${own}/address-book-sync`]: ({ now }) =>
    json(resources.fullSync(`${resources.accountUri}/address-book-sync`, [], now())),
  [`GET ${account}`]: () => json(resources.accountInfo()),
  [`GET ${account}/dialing-plan`]: listOf(() => [resources.unitedStates]),
  [`GET ${account}/extension`]: listOf(() => resources.directoryEntries()),
  [`GET ${account}/directory/entries`]: listOf(() => resources.directoryEntries()),
  [`GET ${account}/directory/contacts`]: listOf(() => resources.directoryEntries()),
  [`GET ${account}/telephony/call-flip-numbers`]: emptyList,
  [`GET ${own}/presence`]: ({ user, presence }) => json(resources.presenceInfo(user, presence)),
  [`PUT ${own}/presence`]: ({ exchange, user, presence }) =>
    presence.update(exchange.json) === null
      ? badParameter("userStatus")
      : json(resources.presenceInfo(user, presence)),
  [`GET ${own}/message-store`]: listOf(({ user, messages }) => resources.messageRecords(user, messages)),
  [`GET ${own}/message-sync`]: ({ user, messages, now }) =>
    json(
      resources.fullSync(
        `${resources.extensionUri(user)}/message-sync`,
        resources.messageRecords(user, messages),
        now(),
      ),
    ),
  [`POST ${own}/sms`]: sendSms,
  [`GET ${own}/call-log`]: listOf(({ user, telephony }) => callLogRecords(user, telephony.list())),
  [`GET ${own}/call-log-sync`]: ({ user, telephony, now }) =>
    json(
      resources.fullSync(
        `${resources.extensionUri(user)}/call-log-sync`,
        callLogRecords(user, telephony.list()),
        now(),
      ),
    ),
  [`POST ${own}/ring-out`]: ringOut,
  "POST /restapi/v1.0/client-info/sip-provision": ({ user }) => json(resources.sipProvision(user)),
  "POST /restapi/v1.0/subscription": ({ exchange, now }) => json(subscriptionInfo(exchange.json, now())),
  "POST /restapi/v2/number-parser/parse": parseNumbers,
};

function sendSms({ exchange, user, messages }: Call): Reply {
  const to = fieldsOf(exchange.json).to;
  const recipients = (Array.isArray(to) ? to : []).flatMap((item) => {
    const phoneNumber = stringField(item, "phoneNumber");
    return phoneNumber === undefined ? [] : [{ phoneNumber }];
  });
  const text = stringField(exchange.json, "text") ?? "";
  if (recipients.length === 0) return badParameter("to");
  if (text.trim() === "") return badParameter("text");
  const from = { phoneNumber: user.directNumber, name: user.name };
  return json(
    messages.add({
      direction: "Outbound",
      from,
      to: recipients,
      subject: text,
    }),
  );
}

function ringOut({ exchange, user, telephony }: Call): Reply {
  const number = stringField(fieldsOf(exchange.json).to, "phoneNumber");
  if (number === undefined) return badParameter("to.phoneNumber");
  const call = telephony.dial(user, number);
  return json({
    id: call.id,
    uri: `${resources.extensionUri(user)}/ring-out/${call.id}`,
    status: {
      callStatus: "InProgress",
      callerStatus: "InProgress",
      calleeStatus: "InProgress",
    },
  });
}

export function subscriptionInfo(body: unknown, at: number, id: string = randomUUID()) {
  const filters = fieldsOf(body).eventFilters;
  return {
    id,
    uri: `https://platform.ringcentral.com/restapi/v1.0/subscription/${id}`,
    eventFilters: Array.isArray(filters) ? filters.filter((item) => typeof item === "string") : [],
    creationTime: new Date(at).toISOString(),
    expirationTime: new Date(at + 86_400_000).toISOString(),
    expiresIn: 86_400,
    status: "Active",
    deliveryMode: { transportType: "WebSocket", encryption: false },
  };
}

function parseNumbers({ exchange }: Call): Reply {
  const given = fieldsOf(exchange.json).originalStrings;
  if (!Array.isArray(given) || given.length === 0) return badParameter("originalStrings");
  const { isoCode, callingCode } = resources.unitedStates;
  const context = fieldsOf(exchange.json).context;
  const home = stringField(fieldsOf(context).country, "isoCode") ?? isoCode;
  return json({
    uri: `https://${exchange.host}${exchange.path}`,
    homeCountry: { isoCode, callingCode },
    results: given.map((text) => parseNumber(String(text), home)),
  });
}

/** Routes with an id inside. */
const patterns: readonly {
  readonly method: string;
  readonly path: RegExp;
  readonly handle: Handler;
}[] = [
  {
    method: "PUT",
    path: /\/extension\/~\/message-store\/(\d+)$/,
    handle: ({ exchange, messages }) => {
      const status = stringField(exchange.json, "readStatus") === "Unread" ? "Unread" : "Read";
      const changed = messages.setRead(Number(exchange.path.split("/").at(-1)), status);
      return changed === undefined ? errorReply(notFound) : json(changed);
    },
  },
  {
    method: "PUT",
    path: /\/subscription\/[\w-]+$/,
    handle: ({ exchange, now }) => json(subscriptionInfo(exchange.json, now())),
  },
  {
    method: "DELETE",
    path: /\/subscription\/[\w-]+$/,
    handle: () => noContent,
  },
  {
    method: "GET",
    path: /\/extension\/~\/ring-out\/\w+$/,
    handle: ({ exchange, telephony }) => {
      const call = telephony.list().find(({ id }) => id === exchange.path.split("/").at(-1));
      if (!call) return errorReply(notFound);
      const status = call.state === "connected" ? "Success" : "InProgress";
      return json({
        id: call.id,
        status: {
          callStatus: status,
          callerStatus: status,
          calleeStatus: status,
        },
      });
    },
  },
  {
    method: "DELETE",
    path: /\/(ring-out|telephony\/sessions)\/[\w-]+$/,
    handle: ({ exchange, telephony }) => {
      const id = exchange.path.split("/").at(-1)?.replace(/^s-/, "") ?? "";
      return "refused" in telephony.act(id, "hangup") ? errorReply(notFound) : noContent;
    },
  },
  {
    method: "GET",
    path: /\/telephony\/sessions\/s-\w+$/,
    handle: ({ exchange, telephony }) => {
      const call = telephony.list().find(({ id }) => exchange.path.endsWith(`/s-${id}`));
      return call === undefined
        ? errorReply(notFound)
        : json({
            id: `s-${call.id}`,
            sessionId: call.sessionId,
            parties: [{ id: call.partyId, direction: call.direction }],
          });
    },
  },
];

/** Answers a REST request whose bearer token was found to be good. Unknown resources answer 404. */
export function handleRest(exchange: Exchange, ownerId: string, options: RestOptions): Reply {
  const user = userById(ownerId);
  if (!user) return errorReply(notFound);
  const path = exchange.path
    .replace(`/account/${company.id}`, "/account/~")
    .replace(`/extension/${ownerId}`, "/extension/~");
  const call = { ...options, exchange, user };
  const handler = routes[`${exchange.method} ${path}`];
  if (handler) return handler(call);
  const found = patterns.find((route) => route.method === exchange.method && route.path.test(path));
  return found ? found.handle(call) : errorReply(notFound);
}
