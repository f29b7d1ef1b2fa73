import { policyNamed } from "./policy-schema.ts";

/**
 * Reads what `reg.exe query KEY` prints of one key: a line for each value, four blanks in front, and four between
 * name, type and data. Subkeys come behind an empty line and are left out.
 *
 * A DWORD of 0 or 1 is an on/off policy, MULTI_SZ a list (its items have `\0` between them), SZ a text, or JSON where
 * the policy is an object. What does not fit is passed on as it is, and refused by the policy's own rule.
 *
 * @see https://learn.microsoft.com/windows-server/administration/windows-commands/reg-query
 */
export function parseRegistry(output: string): Readonly<Record<string, unknown>> {
  const values: [string, unknown][] = [];
  let isInKey = false;
  for (const line of output.split(/\r?\n/)) {
    if (/^HKEY_/.test(line)) {
      if (isInKey) break;
      isInKey = true;
    }
    const [, name, type, data = ""] = /^ {4}(\S(?:.*?\S)?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/.exec(line) ?? [];
    if (!isInKey || name === undefined || type === undefined) continue;
    // The key's own value, which is called "(Default)" in the language of the system.
    if (/^\(.*\)$/.test(name)) continue;
    values.push([name, registryValue(name, type, data)]);
  }
  return Object.fromEntries(values);
}

function registryValue(name: string, type: string, data: string): unknown {
  const wanted: string | undefined = policyNamed(name)?.rule.type;
  switch (type) {
    case "REG_DWORD":
    case "REG_QWORD": {
      const number = /^0x[0-9a-f]{1,16}$/i.test(data) ? Number(data) : Number.NaN;
      return wanted === "boolean" && (number === 0 || number === 1) ? number === 1 : number;
    }
    case "REG_MULTI_SZ":
      return data.split("\\0").filter((item) => item !== "");
    case "REG_SZ":
    case "REG_EXPAND_SZ":
      return wanted === "object" ? parsed(data) : data;
    default:
      return null;
  }
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}
