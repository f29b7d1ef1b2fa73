import { escapeXml } from "./xml.ts";

export type PlistValue =
  | string
  | number
  | boolean
  | readonly PlistValue[]
  | { readonly [key: string]: PlistValue };

/** A property list. Source: plist(5), https://www.apple.com/DTDs/PropertyList-1.0.dtd */
export function plist(value: PlistValue): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
${element(value, "")}
</plist>
`;
}

function element(value: PlistValue, indent: string): string {
  const inner = `${indent}  `;
  switch (typeof value) {
    case "string":
      return `${indent}<string>${escapeXml(value)}</string>`;
    case "number":
      return `${indent}<integer>${value}</integer>`;
    case "boolean":
      return `${indent}<${value}/>`;
    default: {
      if (isList(value)) {
        return `${indent}<array>\n${value.map((item) => element(item, inner)).join("\n")}\n${indent}</array>`;
      }
      const entries = Object.entries(value).map(
        ([key, item]) => `${inner}<key>${escapeXml(key)}</key>\n${element(item, inner)}`,
      );
      return `${indent}<dict>\n${entries.join("\n")}\n${indent}</dict>`;
    }
  }
}

function isList(value: object): value is readonly PlistValue[] {
  return Array.isArray(value);
}
