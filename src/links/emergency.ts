/** Call for help wherever the user is, or are dialled by travellers as if they did. */
const EVERYWHERE = ["112", "911", "999"];

/**
 * Emergency numbers beside those, by ISO 3166 alpha-2 country: the police, fire and ambulance numbers that the
 * ITU's Operational Bulletins and the national numbering plans list. Too many cost one question more, so where a
 * number is in doubt it is here.
 */
const BY_COUNTRY: Readonly<Record<string, string>> = {
  AE: "997 998",
  AR: "100 101 107",
  AT: "122 133 140 144",
  AU: "000 106",
  BE: "100 101",
  BR: "190 192 193",
  CH: "117 118 144 1414",
  CL: "131 132 133",
  CN: "110 119 120 122",
  CO: "123",
  CZ: "150 155 158",
  DE: "110",
  EG: "122 123 180",
  ES: "061 062 080 085 091",
  FR: "15 17 18 114 115 119 196",
  GH: "191 192 193",
  GR: "100 166 199",
  ID: "110 113 118 119",
  IL: "100 101 102",
  IN: "100 101 102 108",
  IT: "113 115 118",
  JP: "110 118 119",
  KR: "119",
  LK: "110 119",
  MA: "15 19",
  NO: "110 113",
  NZ: "111",
  PE: "105 116 117",
  PK: "15 16 115 1122",
  PL: "997 998",
  RU: "101 102 103",
  SA: "997 998",
  SG: "995",
  SK: "150 155 158",
  TH: "191 1669",
  TR: "110 155 156",
  TW: "110 119",
  UA: "101 102 103",
  VN: "113 114 115",
  ZA: "10111 10177",
};

/** For accounts whose country is not known. */
const COMMON = "000 110 111 118 119 995 997 998";

const SOMEWHERE: ReadonlySet<string> = new Set(
  [COMMON, ...Object.values(BY_COUNTRY)].flatMap((list) => list.split(" ")),
);

/**
 * Where the number calls for help. "somewhere": the country decides, see `isEmergency`.
 *
 * @param digits the number without separators
 */
export function emergencyReach(digits: string): "everywhere" | "somewhere" | "nowhere" {
  if (EVERYWHERE.includes(digits)) return "everywhere";
  return SOMEWHERE.has(digits) ? "somewhere" : "nowhere";
}

/**
 * Whether the number calls for help in this country.
 *
 * @param digits the number without separators
 * @param country ISO 3166 alpha-2, or "" where it is not known
 */
export function isEmergency(digits: string, country: string): boolean {
  const national = Object.hasOwn(BY_COUNTRY, country) ? BY_COUNTRY[country] : country === "" ? COMMON : "";
  return EVERYWHERE.includes(digits) || (national ?? "").split(" ").includes(digits);
}
