/** Where RingCentral's platform lives, by the name people choose. */
export const SERVERS = {
  production: "https://platform.ringcentral.com",
  sandbox: "https://platform.devtest.ringcentral.com",
} as const;

/** RingCentral's own domains, as in the content security policy of Embeddable's `app.html`. */
const DOMAINS = ["ringcentral.com", "ringcentral.biz"];

/**
 * Whether an address is one of RingCentral's, or on the very server that the user chose: https, the usual port or
 * the server's own, no user name.
 *
 * @param server origin of the chosen platform, `https://platform.ringcentral.com`
 */
export function isRingCentralAddress(address: string, server: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, origin, hostname, port, username, password } = new URL(address);
  if (protocol !== "https:" || username !== "" || password !== "") return false;
  if (origin === server) return true;
  return port === "" && isRingCentralHost(hostname) && isRingCentralHost(new URL(server).hostname);
}

function isRingCentralHost(hostname: string): boolean {
  return DOMAINS.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
}
