import type { Remark } from "../ipc/channels.ts";
import type { DialIntent } from "./intent.ts";
import { nameOfCountry, type PhoneNumber } from "./phone-number.ts";

/** What the remarks on a number depend on beside the number. */
export interface Surroundings {
  /** ISO 3166 alpha-2 country of the account. */
  readonly region: string;
  /** Countries that were called before, as `countryKey` names them. */
  readonly calledCountries: readonly string[];
  /** A call is up; another one puts it on hold. */
  readonly onCall: boolean;
}

/** What a number is dangerous for. */
export type Danger = "emergency" | "premium" | "shared-cost" | "new-country";

/** UN M.49 code of the world: freephone, satellite and other numbers that belong to no country. */
const NO_COUNTRY = "001";

/** The name under which a number's country is remembered, or null for numbers within the account. */
export function countryKey(number: PhoneNumber): string | null {
  return number.kind === "e164" ? (number.country ?? NO_COUNTRY) : null;
}

/** What a person should think of before the number is dialled, the gravest first. */
export function dangersOf(
  number: PhoneNumber,
  { region, calledCountries }: Pick<Surroundings, "region" | "calledCountries">,
): readonly Danger[] {
  if (number.kind === "emergency") return ["emergency"];
  if (number.kind !== "e164") return [];
  const key = countryKey(number) ?? NO_COUNTRY;
  const isNew = key !== region && !calledCountries.includes(key);
  return [...(number.rate === null ? [] : [number.rate]), ...(isNew ? (["new-country"] as const) : [])];
}

/** The remarks on the confirmation card, in words. */
export function remarksOn(intent: DialIntent, surroundings: Surroundings): readonly Remark[] {
  const numbers = intent.kind === "message" ? [intent.number, ...intent.others] : [intent.number];
  const dangers = numbers.flatMap((number) =>
    dangersOf(number, surroundings).map((danger) => remark(danger, number)),
  );
  const onCall: Remark[] =
    surroundings.onCall && intent.kind === "call"
      ? [{ severity: "info", text: "You are on a call. Calling puts it on hold." }]
      : [];
  return [...new Map([...dangers, ...onCall].map((each) => [each.text, each])).values()];
}

function remark(danger: Danger, number: PhoneNumber): Remark {
  switch (danger) {
    case "emergency":
      return {
        severity: "error",
        text: "This is an emergency number. This phone may not know where you are: say where you are first, or use a mobile phone.",
      };
    case "premium":
      return {
        severity: "warning",
        text: "This is a premium-rate number: whoever has it earns from every minute.",
      };
    case "shared-cost":
      return { severity: "warning", text: "This number can cost more than an ordinary call." };
    case "new-country": {
      const country = number.kind === "e164" ? number.country : null;
      const text =
        country === null
          ? "This number belongs to no country, and nobody has called such a number from here before."
          : `Nobody has called ${withArticle(nameOfCountry(country))} from here before.`;
      return { severity: "warning", text };
    }
  }
}

/** "the United States", as a sentence wants it. */
function withArticle(country: string): string {
  return /^(?:United|Netherlands|Philippines|Bahamas|Maldives|Gambia|Dominican Republic|Czech Republic|Central African|Comoros|Seychelles|.*Islands$)/.test(
    country,
  )
    ? `the ${country}`
    : country;
}
