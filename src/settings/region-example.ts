import examples from "libphonenumber-js/examples.mobile.json" with { type: "json" };
import { type CountryCode, getExampleNumber, isSupportedCountry } from "libphonenumber-js/max";

/** A number as it is written within a country, and what it is understood as. */
export interface NumberExample {
  readonly national: string;
  readonly international: string;
}

/**
 * A number of the country that nobody has, for people to see what the choice of a country does.
 *
 * @param region ISO 3166 alpha-2
 * @returns null for a country whose numbers are not known
 */
export function numberExample(region: string): NumberExample | null {
  if (!isSupportedCountry(region)) return null;
  const country: CountryCode = region;
  const number = getExampleNumber(country, examples);
  if (number === undefined) return null;
  return { national: number.formatNational(), international: number.formatInternational() };
}
