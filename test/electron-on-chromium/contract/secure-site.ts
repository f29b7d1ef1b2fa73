import { createHash, X509Certificate } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";

export interface SecureSite {
  readonly port: number;
  /** For `--ignore-certificate-errors-spki-list`. */
  readonly spki: string;
}

/** An https site on the loopback interface with a certificate that only its pin makes good. */
export async function withSecureSite(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  use: (site: SecureSite) => Promise<void>,
): Promise<void> {
  const { private: key, cert } = await generate([{ name: "commonName", value: "contract.test" }]);
  const spki = new X509Certificate(cert).publicKey.export({ type: "spki", format: "der" });
  const server = createServer({ key, cert }, answer);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  try {
    const hash = createHash("sha256").update(spki).digest("base64");
    await use({ port: (server.address() as AddressInfo).port, spki: hash });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Leads `*.contract.test` to the site and `other.test` to a port where nobody listens. */
export function argsFor(site: SecureSite): readonly string[] {
  return [
    `--host-resolver-rules=MAP other.test 127.0.0.1:9, MAP *.contract.test 127.0.0.1:${site.port}`,
    `--ignore-certificate-errors-spki-list=${site.spki}`,
  ];
}
