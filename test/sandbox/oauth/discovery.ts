import { type Exchange, json, type Reply } from "../server/exchange.ts";
import { errorReply, type PlatformError } from "../server/platform-error.ts";

/** The servers of the demo account: others than those that everybody starts with, so that a mix-up shows. */
const account = "https://platform-eu.ringcentral.com";

/** What a redirect says about them. */
export const accountEndpoints = {
  token_uri: `${account}/restapi/oauth/token`,
  discovery_uri: `${account}/.well-known/entry-points/external`,
} as const;

const common = { version: "1.0.0", retryCount: 3, retryInterval: 1 } as const;

const clientMissing: PlatformError = {
  status: 400,
  errorCode: "CMN-101",
  message: "Parameter [clientId] is missing",
};

/** Where everybody starts: `/.well-known/entry-points/initial` (the `Discovery` of @ringcentral/sdk asks it). */
export function handleInitialDiscovery({ host, query }: Exchange): Reply {
  if (query.clientId === undefined) return errorReply(clientMissing);
  const start = `https://${host}`;
  return json({
    ...common,
    discoveryApi: { defaultExternalUri: `${start}/.well-known/entry-points/external` },
    authApi: {
      authorizationUri: "https://login.ringcentral.com/restapi/oauth/authorize",
      oidcDiscoveryUri: `${start}/.well-known/openid-configuration`,
      baseUri: start,
      defaultTokenUri: `${start}/restapi/oauth/token`,
    },
    coreApi: { baseUri: start },
    rcm: { baseUri: start },
    rcv: { baseApiUri: start },
  });
}

/** Where the account lives: `/.well-known/entry-points/external`, for who is signed in. */
export function handleExternalDiscovery({ host }: Exchange): Reply {
  const home = `https://${host}`;
  return json(
    {
      ...common,
      expiresIn: 86_400,
      retryCycleDelay: 824,
      discoveryApi: {
        initialUri: `${home}/.well-known/entry-points/initial`,
        externalUri: `${home}/.well-known/entry-points/external`,
      },
      authApi: {
        authorizationUri: "https://login.ringcentral.com/restapi/oauth/authorize",
        oidcDiscoveryUri: `${home}/.well-known/openid-configuration`,
        baseUri: home,
        tokenUri: `${home}/restapi/oauth/token`,
      },
      coreApi: { baseUri: home },
      rcm: { baseUri: home },
      rcv: { baseApiUri: home },
    },
    200,
    { "discovery-tag": "sandbox" },
  );
}
