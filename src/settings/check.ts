import { isRecord } from "../app/json.ts";
import { type Settings, settingsSchema } from "./settings.ts";

export type SettingName = keyof Settings;

/** The keywords of JSON Schema that the settings use. */
export interface Rule {
  readonly type: "string" | "boolean" | "array" | "object";
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly items?: Rule;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Rule>>;
  /** Where it stands, nothing but `properties` may be there. */
  readonly additionalProperties?: false;
}

/** The rule of each setting. */
export const rules: Readonly<Record<SettingName, Rule>> = settingsSchema;

/** Whether the text names a setting. */
export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(rules, name);
}

/**
 * The first of the changes that no setting can take: one that the schema refuses, or the name of none; null when
 * all of them are good. The same schema is applied again to the whole file when it is written.
 */
export function refusedSetting(changes: Readonly<Record<string, unknown>>): string | null {
  for (const [name, value] of Object.entries(changes)) {
    if (!isSettingName(name) || !keeps(rules[name], value)) return name;
  }
  return null;
}

/** Whether the value is one that the rule allows. */
export function keeps(rule: Rule, value: unknown): boolean {
  switch (rule.type) {
    case "boolean":
      return typeof value === "boolean";
    case "array": {
      const { items, maxItems = Number.POSITIVE_INFINITY } = rule;
      return (
        Array.isArray(value) &&
        value.length <= maxItems &&
        value.every((item: unknown) => items === undefined || keeps(items, item))
      );
    }
    case "object":
      return isRecord(value) && !Array.isArray(value) && keepsProperties(rule, value);
    case "string":
      return (
        typeof value === "string" &&
        value.length <= (rule.maxLength ?? Number.POSITIVE_INFINITY) &&
        (rule.enum?.includes(value) ?? true) &&
        new RegExp(rule.pattern ?? "", "u").test(value)
      );
  }
}

function keepsProperties({ properties = {}, additionalProperties }: Rule, value: object): boolean {
  return Object.entries(value).every(([name, each]) => {
    const rule = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return rule === undefined ? additionalProperties !== false : keeps(rule, each);
  });
}
