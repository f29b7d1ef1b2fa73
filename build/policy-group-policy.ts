import type { Policy } from "../src/settings/policy-schema.ts";
import { escapeXml } from "./xml.ts";

/** What a pair of administrative templates is about. */
export interface GroupPolicies {
  readonly product: string;
  readonly prefix: string;
  readonly namespace: string;
  /** Below HKLM or HKCU. */
  readonly key: string;
  readonly policies: readonly Policy[];
}

const SCHEMA = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions";

/**
 * The policies for group policy: what is written to which value of the registry. Source: "Group Policy ADMX Syntax
 * Reference Guide", https://learn.microsoft.com/previous-versions/windows/desktop/policy/admx-schema
 */
export function admxFile({ prefix, namespace, key, policies }: GroupPolicies): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions xmlns="${SCHEMA}" revision="1.0" schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="${escapeXml(prefix)}" namespace="${escapeXml(namespace)}"/>
  </policyNamespaces>
  <resources minRequiredRevision="1.0"/>
  <supportedOn>
    <definitions>
${versionsOf(policies)
  .map(
    (since) => `      <definition name="${versionId(since)}" displayName="$(string.${versionId(since)})"/>`,
  )
  .join("\n")}
    </definitions>
  </supportedOn>
  <categories>
    <category name="product" displayName="$(string.product)"/>
  </categories>
  <policies>
${policies.map((policy) => admxPolicy(policy, key)).join("\n")}
  </policies>
</policyDefinitions>
`;
}

function admxPolicy({ name, rule, since }: Policy, key: string): string {
  const isToggle = rule.type === "boolean";
  const head = [
    `name="${name}" class="Both" displayName="$(string.${name})" explainText="$(string.${name}_help)"`,
    `key="${escapeXml(key)}"`,
    isToggle ? `valueName="${name}"` : `presentation="$(presentation.${name})"`,
  ].join(" ");
  const body = isToggle
    ? `      <enabledValue><decimal value="1"/></enabledValue>
      <disabledValue><decimal value="0"/></disabledValue>`
    : `      <elements>
${admxElement(name, rule)}
      </elements>`;
  return `    <policy ${head}>
      <parentCategory ref="product"/>
      <supportedOn ref="${versionId(since)}"/>
${body}
    </policy>`;
}

function admxElement(name: string, rule: Policy["rule"]): string {
  if (rule.type === "array") return `        <multiText id="${name}" valueName="${name}"/>`;
  if (rule.enum !== undefined) {
    const items = rule.enum.map(
      (value) => `          <item displayName="$(string.${name}_${value})">
            <value><string>${escapeXml(value)}</string></value>
          </item>`,
    );
    return `        <enum id="${name}" valueName="${name}" required="true">
${items.join("\n")}
        </enum>`;
  }
  // 1023 is what the editor takes at most.
  const longest = Math.min(rule.maxLength ?? 1023, 1023);
  return `        <text id="${name}" valueName="${name}" maxLength="${longest}"/>`;
}

/** The words for them, in English. */
export function admlFile({ product, policies }: GroupPolicies): string {
  const strings: (readonly [string, string])[] = [
    ["product", product],
    ...versionsOf(policies).map((since) => [versionId(since), `${product} ${since} or later`] as const),
    ...policies.flatMap(({ name, about, rule }) => [
      [name, titleOf(name)] as const,
      [`${name}_help`, `${about}${HELP[rule.type] ?? ""}`] as const,
      ...(rule.enum ?? []).map((value) => [`${name}_${value}`, value] as const),
    ]),
  ];
  return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources xmlns="${SCHEMA}" revision="1.0" schemaVersion="1.0">
  <displayName>${escapeXml(product)}</displayName>
  <description>${escapeXml(`Policies of ${product}`)}</description>
  <resources>
    <stringTable>
${strings.map(([id, text]) => `      <string id="${id}">${escapeXml(text)}</string>`).join("\n")}
    </stringTable>
    <presentationTable>
${policies
  .filter(({ rule }) => rule.type !== "boolean")
  .map(
    ({ name, rule }) => `      <presentation id="${name}">
        ${admlControl(name, rule)}
      </presentation>`,
  )
  .join("\n")}
    </presentationTable>
  </resources>
</policyDefinitionResources>
`;
}

/** What has to be said of a kind of value. */
const HELP: Readonly<Record<string, string>> = {
  array: " One item in each line.",
  object: " Written as JSON.",
};

function admlControl(name: string, rule: Policy["rule"]): string {
  const label = escapeXml(titleOf(name));
  if (rule.type === "array") return `<multiTextBox refId="${name}">${label}</multiTextBox>`;
  if (rule.enum !== undefined)
    return `<dropdownList refId="${name}" noSort="true" defaultItem="0">${label}</dropdownList>`;
  return `<textBox refId="${name}"><label>${label}</label></textBox>`;
}

/** "linkAction" is "Link action". */
function titleOf(name: string): string {
  const words = name.replace(
    /([a-z])([A-Z])/g,
    (_, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function versionsOf(policies: readonly Policy[]): readonly string[] {
  return [...new Set(policies.map(({ since }) => since))];
}

function versionId(since: string): string {
  return `since_${since.replaceAll(".", "_")}`;
}
