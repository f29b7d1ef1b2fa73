import { describe, expect, it } from "vitest";
import { parseNumber } from "../../sandbox/rest/number-parser.ts";

describe("parseNumber", () => {
  it.each([
    ["+14155550123", "US", "+14155550123"],
    ["(415) 555-0123", "US", "+14155550123"],
    ["020 7946 0018", "GB", "+442079460018"],
    ["+44 20 7946 0018", "US", "+442079460018"],
    ["+49 (30) 23125000", "US", "+493023125000"],
    ["4155550123", "nowhere", "+14155550123"],
  ])("reads %s at home in %s as %s", (text, home, e164) => {
    const parsed = parseNumber(text, home);
    expect(parsed.originalString).toBe(text);
    expect(parsed.category).toBe("Regular");
    expect(parsed.formats[0]?.e164).toBe(e164);
  });

  it("gives country, area code and the readable forms", () => {
    expect(parseNumber("+14155550123", "US")).toMatchObject({
      numberDetails: {
        country: { isoCode: "US", callingCode: "1" },
        areaCode: "415",
        localNumber: "5550123",
      },
      formats: [{ international: "+1 415 555 0123", national: "(415) 555-0123" }],
    });
  });

  it("keeps an extension apart from the number", () => {
    const parsed = parseNumber("+16505550100 ext. 102", "US");
    expect(parsed.formats[0]).toMatchObject({ e164: "+16505550100", e164Extended: "+16505550100*102" });
    expect(parsed.numberDetails?.extensionNumber).toBe("102");
  });

  it.each([
    ["102", "Extension"],
    ["*82", "SpecialService"],
    ["911", "SpecialService"],
    ["+18005550123", "TollFree"],
    ["CALL ME", "Unknown"],
    ["1".repeat(100), "Unknown"],
    ["", "Unknown"],
  ])("sorts %s as %s", (text, category) => expect(parseNumber(text, "US").category).toBe(category));
});
