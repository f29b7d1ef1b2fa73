import { createHash } from "node:crypto";
import { type Policy, policies } from "../src/settings/policy-schema.ts";
import { policyKey } from "../src/settings/policy-sources.ts";
import type { LoadedBrand } from "./brand-file.ts";
import { admlFile, admxFile } from "./policy-group-policy.ts";
import { type PlistValue, plist } from "./policy-plist.ts";

/** Where `npm run policy` writes the templates of the first brand. */
export const templatesFolder = "build/policy";

/** The templates for administrators, by path below their folder; all of them follow from policy-schema.ts. */
export function policyFiles({ brand }: Pick<LoadedBrand, "brand">): ReadonlyMap<string, string> {
  const names = { product: brand.name, prefix: brand.shortName, namespace: `${brand.appId}.policies` };
  const of = { ...names, key: policyKey(brand), policies };
  return new Map([
    ["policy.schema.json", `${JSON.stringify(jsonSchema(brand.name), null, 2)}\n`],
    [`${brand.shortName}.admx`, admxFile(of)],
    [`en-US/${brand.shortName}.adml`, admlFile(of)],
    [`${brand.shortName}.mobileconfig`, mobileConfig(brand.name, brand.appId)],
  ]);
}

/** JSON Schema (draft 7) of policy.json. */
function jsonSchema(product: string): object {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `Policies of ${product}`,
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: { type: "string" },
      $comment: { type: "string" },
      ...Object.fromEntries(
        policies.map(({ name, about, rule, since }) => [
          name,
          { description: about, $comment: `Since ${since}.`, ...rule },
        ]),
      ),
    },
  };
}

/** What the sample sets; an administrator takes out what is not wanted. */
const sample: Readonly<Record<string, PlistValue>> = {
  managedBy: "Example IT",
  clientId: "your-client-id",
  signInWays: ["scheme", "loopback"],
  alwaysConfirmLinks: true,
  updates: "silent",
  startAtLogin: true,
};

/**
 * A configuration profile for macOS, to be changed and signed before an MDM sends it out.
 *
 * @see https://support.apple.com/guide/deployment/managed-preferences-dep24dbdcf9e
 */
function mobileConfig(product: string, appId: string): string {
  const payload = (type: string, identifier: string, more: Readonly<Record<string, PlistValue>>) => ({
    PayloadType: type,
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: uuidOf(identifier),
    PayloadDisplayName: `${product} policies`,
    ...more,
  });
  return plist(
    payload("Configuration", `${appId}.policies`, {
      PayloadScope: "System",
      PayloadContent: [payload(appId, `${appId}.policies.settings`, sample)],
    }),
  );
}

/** The same for the same name, so that the file is the same each time (RFC 9562 section 5.5 has the form). */
function uuidOf(name: string): string {
  const hash = createHash("sha1").update(name).digest("hex");
  const variant = ((Number.parseInt(hash.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-${variant}${hash.slice(18, 20)}-${hash.slice(20, 32)}`.toUpperCase();
}

const TABLE_BEGIN = "<!-- The table is written by npm run policy. -->";
const TABLE_END = "<!-- The end of the table. -->";

/** The document with the table of policies as they are now. @throws Error when it has no place for the table */
export function withPolicyTable(document: string): string {
  const begin = document.indexOf(TABLE_BEGIN);
  const end = document.indexOf(TABLE_END);
  if (begin === -1 || end < begin)
    throw new Error("docs/deployment.md has no place for the table of policies.");
  return `${document.slice(0, begin + TABLE_BEGIN.length)}\n\n${policyTable()}\n\n${document.slice(end)}`;
}

function policyTable(): string {
  const rows = policies.map(
    ({ name, about, rule, when, harmless }) =>
      `| \`${name}\` | ${valuesInWords(rule)} | ${about} | ${when} | ${harmless ? "yes" : "no"} |`,
  );
  const head = "| policy | values | what it does | in force | from `%ProgramData%` |";
  return [head, "|---|---|---|---|---|", ...rows].join("\n");
}

function valuesInWords(rule: Policy["rule"]): string {
  const { type, enum: values, items } = rule;
  if (values !== undefined) return values.map((value) => `\`${value}\``).join(", ");
  if (items?.enum !== undefined) return `list of ${valuesInWords(items)}`;
  return type === "boolean" ? "on or off" : type === "array" ? "list" : type === "string" ? "text" : "object";
}
