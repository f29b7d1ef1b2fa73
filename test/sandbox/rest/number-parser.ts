import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";

interface NumberFormats {
  readonly category: NumberCategory;
  readonly international: string;
  readonly national: string;
  readonly e164: string;
  readonly e164Extended: string;
  readonly dialable: string;
  readonly dialableExtended: string;
  readonly localDialable: string;
  readonly rfc3966: string;
}

type NumberCategory = "Regular" | "SpecialService" | "ShortCode" | "Extension" | "TollFree" | "Unknown";

export interface ParsedNumber {
  readonly originalString: string;
  readonly category: NumberCategory;
  readonly tollFree: boolean;
  readonly numberDetails?: {
    readonly country?: {
      readonly isoCode: string;
      readonly callingCode: string;
    };
    readonly areaCode?: string;
    readonly localNumber?: string;
    readonly extensionNumber?: string;
  };
  readonly formats: readonly NumberFormats[];
}

/**
 * Parses like `POST /restapi/v2/number-parser/parse`
 * (https://developers.ringcentral.com/api-reference/Phone-Number-Parsing/parsePhoneNumber).
 *
 * @param home ISO country code for numbers without a country; unknown codes count as US.
 */
export function parseNumber(original: string, home: string): ParsedNumber {
  const text = original.trim();
  if (/^\*\d{2,3}$/.test(text)) return shortNumber(original, text, "SpecialService");
  if (/^(911|933|112|999)$/.test(text)) return shortNumber(original, text, "SpecialService");
  if (/^\d{2,5}$/.test(text)) return shortNumber(original, text, "Extension");
  if (/^\d{6}$/.test(text)) return shortNumber(original, text, "ShortCode");
  const country: CountryCode = isSupportedCountry(home) ? home : "US";
  const number = parsePhoneNumberFromString(text, country);
  if (!number?.isPossible()) return shortNumber(original, text, "Unknown");

  const tollFree = number.getType() === "TOLL_FREE";
  const category = tollFree ? "TollFree" : "Regular";
  const areaCode = number.countryCallingCode === "1" ? number.nationalNumber.slice(0, 3) : "";
  const extension = number.ext;
  const e164 = number.number;
  const e164Extended = extension === undefined ? e164 : `${e164}*${extension}`;
  return {
    originalString: original,
    category,
    tollFree,
    numberDetails: {
      country: {
        isoCode: number.country ?? "",
        callingCode: number.countryCallingCode,
      },
      areaCode,
      localNumber: number.nationalNumber.slice(areaCode.length),
      ...(extension === undefined ? {} : { extensionNumber: extension }),
    },
    formats: [
      {
        category,
        international: number.formatInternational(),
        national: number.formatNational(),
        e164,
        e164Extended,
        dialable: e164,
        dialableExtended: e164Extended,
        localDialable: number.country === country ? number.nationalNumber : e164,
        rfc3966: number.getURI(),
      },
    ],
  };
}

function shortNumber(original: string, digits: string, category: NumberCategory): ParsedNumber {
  return {
    originalString: original,
    category,
    tollFree: false,
    ...(category === "Extension" ? { numberDetails: { extensionNumber: digits } } : {}),
    formats: [
      {
        category,
        international: digits,
        national: digits,
        e164: digits,
        e164Extended: digits,
        dialable: digits,
        dialableExtended: digits,
        localDialable: digits,
        rfc3966: `tel:${digits}`,
      },
    ],
  };
}
