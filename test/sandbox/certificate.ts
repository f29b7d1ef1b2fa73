import { createHash, X509Certificate } from "node:crypto";
import { generate } from "selfsigned";

export interface SandboxCertificate {
  readonly key: string;
  readonly cert: string;
  /** Base64 SHA-256 of the public key, for Chromium's `--ignore-certificate-errors-spki-list`. */
  readonly spkiPin: string;
}

/**
 * Makes a certificate for `*.ringcentral.com` that only this run knows. Elliptic keys because they are made in
 * a millisecond.
 */
export async function createCertificate(): Promise<SandboxCertificate> {
  const made = await generate([{ name: "commonName", value: "RingCentral sandbox on this machine" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    // An hour back: a machine whose clock was just corrected must not refuse it.
    notBeforeDate: new Date(Date.now() - 3_600_000),
    notAfterDate: new Date(Date.now() + 30 * 86_400_000),
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      {
        name: "keyUsage",
        digitalSignature: true,
        keyCertSign: true,
        critical: true,
      },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "ringcentral.com" },
          { type: 2, value: "*.ringcentral.com" },
          { type: 2, value: "*.devtest.ringcentral.com" },
        ],
      },
    ],
  });
  const spki = new X509Certificate(made.cert).publicKey.export({
    type: "spki",
    format: "der",
  });
  return {
    key: made.private,
    cert: made.cert,
    spkiPin: createHash("sha256").update(spki).digest("base64"),
  };
}
