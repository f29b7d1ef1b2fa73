import { describe, expect, test } from "vitest";
import { installedSchemes } from "../../../build/brand-file.ts";
import { brand } from "../../../src/brand.ts";
import { knownSchemes } from "../../../src/links/parse.ts";
import { claimableSchemes, nextHeld, type SchemeOwner, schemeRows } from "../../../src/links/schemes.ts";
import { defaultSettings } from "../../../src/settings/settings.ts";

const known = knownSchemes({ redirectScheme: brand.appId, linkScheme: brand.linkScheme });
const other: SchemeOwner = { kind: "other", name: "Other Phone" };
const here: SchemeOwner = { kind: "this" };

function facts(owners: Readonly<Record<string, SchemeOwner>>, held: readonly string[] = []) {
  return {
    ownSchemes: ["handset"],
    claimable: ["tel", "sms", "rcapp"],
    claimedSchemes: ["tel", "sms"],
    owners: new Map(Object.entries(owners)),
    held,
  };
}

test("every shared scheme that is understood can be claimed on Linux, and each wish of the defaults is one", () => {
  const own = [brand.appId, brand.linkScheme];
  const claimable = claimableSchemes(known, "linux");
  expect([...claimable].sort()).toEqual(known.filter((scheme) => !own.includes(scheme)).sort());
  expect(claimable).toEqual(expect.arrayContaining([...defaultSettings.claimedSchemes]));
  expect(defaultSettings.claimedSchemes).not.toContain("rcapp");
  expect(defaultSettings.claimedSchemes).not.toContain("rcmobile");
});

test.each(["darwin", "win32"] as const)(
  "on %s only what the installation declares is offered",
  (platform) => {
    const declared = installedSchemes(brand).filter(
      (scheme) => ![brand.appId, brand.linkScheme].includes(scheme),
    );
    expect([...claimableSchemes(known, platform)].sort()).toEqual([...declared].sort());
  },
);

describe("the rows", () => {
  test("are the shared schemes with wish and owner, then Handset's own", () => {
    expect(schemeRows(facts({ tel: here, sms: other, rcapp: other, handset: here }))).toEqual([
      { scheme: "tel", own: false, claimed: true, owner: here, takenOver: false },
      { scheme: "sms", own: false, claimed: true, owner: other, takenOver: false },
      { scheme: "rcapp", own: false, claimed: false, owner: other, takenOver: false },
      { scheme: "handset", own: true, claimed: true, owner: here, takenOver: false },
    ]);
  });

  test("say unknown before the system was asked", () => {
    expect(schemeRows(facts({})).map((row) => row.owner.kind)).toEqual(Array(4).fill("unknown"));
  });

  test("call taken over only what Handset had and still wants", () => {
    const rows = schemeRows(
      facts({ tel: other, sms: { kind: "nobody" }, rcapp: other, handset: other }, ["tel", "sms", "rcapp"]),
    );
    expect(rows.filter((row) => row.takenOver).map((row) => row.scheme)).toEqual(["tel", "handset"]);
  });
});

describe("what is remembered", () => {
  test("is what Handset opens, also while another program does", () => {
    expect(nextHeld(facts({ tel: here, sms: other }))).toEqual(["tel"]);
    expect(nextHeld(facts({ tel: other, sms: other }, ["tel"]))).toEqual(["tel"]);
  });

  test("is not what the user has given up, nor what comes to Handset for want of another", () => {
    expect(nextHeld({ ...facts({ tel: here, sms: here }, ["tel", "sms"]), claimedSchemes: ["sms"] })).toEqual(
      ["sms"],
    );
  });
});
