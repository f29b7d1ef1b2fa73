import { describe, expect, test } from "vitest";
import {
  canClaimShared,
  claimPlan,
  clientLaunch,
  isUnregisterCall,
  type RegistrationFacts,
  type RegistrationStep,
  releasePlan,
  startPlan,
  unregisterPlan,
} from "../../../src/links/registration.ts";
import type { SchemeOwner } from "../../../src/links/schemes.ts";

const facts: RegistrationFacts = {
  platform: "linux",
  productName: "Handset",
  shortName: "handset",
  summary: "A phone",
  ownSchemes: ["handset", "app.handset.desktop"],
  claimedSchemes: ["tel", "sms"],
  launch: { program: "/opt/Handset/handset", args: [] },
  isPackaged: true,
  isInstalled: false,
};
const other: SchemeOwner = { kind: "other", name: "Other Phone" };

function owners(given: Readonly<Record<string, SchemeOwner>>): ReadonlyMap<string, SchemeOwner> {
  return new Map(Object.entries(given));
}

/** The schemes that the plan makes Handset the first choice for. */
function taken(steps: readonly RegistrationStep[]): readonly string[] {
  return steps.flatMap((step) => {
    if (step.do === "xdg-default") return step.schemes;
    return step.do === "set-default-client" ? [step.scheme] : [];
  });
}

const entry = (steps: readonly RegistrationStep[]): string =>
  steps.map((step) => (step.do === "write-desktop-file" ? step.content : "")).join("");

describe("at a start on Linux", () => {
  test("writes a desktop file and becomes the default for its own and for free schemes", () => {
    const plan = startPlan(facts, owners({ tel: { kind: "nobody" }, sms: other }));
    expect(plan.map((step) => step.do)).toEqual(["write-desktop-file", "xdg-default"]);
    expect(taken(plan)).toEqual(["handset", "app.handset.desktop", "tel"]);
    expect(entry(plan)).toContain(
      "MimeType=x-scheme-handler/tel;x-scheme-handler/sms;x-scheme-handler/handset;x-scheme-handler/app.handset.desktop;\n",
    );
  });

  test.each([
    ["another program has it", other],
    ["the system does not say", { kind: "unknown" } as const],
  ])("does not take a shared scheme when %s", (_, owner) => {
    expect(taken(startPlan(facts, owners({ tel: owner, sms: owner })))).toEqual(facts.ownSchemes);
    expect(taken(startPlan(facts, new Map()))).toEqual(facts.ownSchemes);
  });

  test("does not take a free scheme that the user does not want Handset to open", () => {
    const free = owners({ tel: { kind: "nobody" }, rcapp: { kind: "nobody" } });
    expect(taken(startPlan({ ...facts, claimedSchemes: [] }, free))).toEqual(facts.ownSchemes);
  });

  test("says whom it need not ask about again: nobody has them, or Handset itself", () => {
    const known = owners({ tel: { kind: "this" }, sms: { kind: "nobody" }, handset: other });
    const uncontested = startPlan(facts, known).flatMap((step) =>
      step.do === "xdg-default" ? step.uncontested : [],
    );
    expect(uncontested).toEqual(["tel", "sms"]);
  });

  test("takes its own back, whoever has them", () => {
    expect(taken(startPlan(facts, owners({ handset: other })))).toEqual(facts.ownSchemes);
  });

  test("leaves the desktop file of an installed package alone, and removes its own that would hide it", () => {
    const plan = startPlan({ ...facts, isInstalled: true }, new Map());
    expect(plan.map((step) => step.do)).toEqual(["remove-desktop-file", "xdg-default"]);
  });
});

describe("on Linux the user", () => {
  test("can claim a scheme that another program has", () => {
    const plan = claimPlan({ ...facts, claimedSchemes: ["tel", "sip"] }, ["sip"]);
    expect(taken(plan)).toEqual(["sip"]);
    expect(entry(plan)).toContain("x-scheme-handler/sip;");
  });

  test("can give one back, and the desktop file no longer offers it", () => {
    const plan = releasePlan({ ...facts, claimedSchemes: ["sms"] }, ["tel"]);
    expect(entry(plan)).not.toContain("x-scheme-handler/tel;");
    expect(plan.at(-1)).toEqual({
      do: "xdg-give-back",
      desktopFile: "handset.desktop",
      schemes: ["tel"],
      refuse: false,
    });
  });

  test("can give one back that the package's desktop file claims", () => {
    expect(releasePlan({ ...facts, isInstalled: true }, ["tel"]).at(-1)).toMatchObject({ refuse: true });
  });
});

describe("macOS", () => {
  const mac: RegistrationFacts = { ...facts, platform: "darwin" };
  const client = (scheme: string) => ({ do: "set-default-client", scheme, launch: null });

  test("claims at a start what its bundle declares and nobody has", () => {
    expect(startPlan(mac, owners({ tel: other, sms: { kind: "nobody" } }))).toEqual([
      client("handset"),
      client("app.handset.desktop"),
      client("sms"),
    ]);
  });

  test("claims and gives back what the user says", () => {
    expect(claimPlan(mac, ["tel"])).toEqual([client("tel")]);
    expect(releasePlan(mac, ["tel"])).toEqual([{ do: "remove-default-client", scheme: "tel", launch: null }]);
  });

  test("claims nothing from its sources, where no bundle declares it", () => {
    const sources = { ...mac, isPackaged: false };
    expect([...startPlan(sources, new Map()), ...claimPlan(sources, ["tel"])]).toEqual([]);
  });
});

describe("Windows", () => {
  const windows: RegistrationFacts = { ...facts, platform: "win32" };

  test("registers its own schemes and leaves the shared ones to the user, even free ones", () => {
    expect(startPlan(windows, owners({ tel: { kind: "nobody" } }))).toEqual([
      { do: "set-default-client", scheme: "handset", launch: null },
      { do: "set-default-client", scheme: "app.handset.desktop", launch: null },
    ]);
    expect(claimPlan(windows, ["tel"])).toEqual([]);
    expect(releasePlan(windows, ["tel"])).toEqual([]);
    expect(taken(claimPlan(windows, ["handset"]))).toEqual(["handset"]);
    expect([canClaimShared("win32"), canClaimShared("linux"), canClaimShared("darwin")]).toEqual([
      false,
      true,
      true,
    ]);
  });

  test("registers, claims and removes with the data folder where one was given at the start", () => {
    const launch = { program: "C:\\Handset.exe", args: ["--data-dir=C:\\my data"] };
    const own = { ...windows, launch };
    const step = (scheme: string, what = "set-default-client") => ({ do: what, scheme, launch });
    expect(startPlan(own, new Map())).toEqual([step("handset"), step("app.handset.desktop")]);
    expect(claimPlan(own, ["handset"])).toEqual([step("handset")]);
    expect(unregisterPlan(own, ["tel"])).toEqual([step("tel", "remove-default-client")]);
    expect(clientLaunch("win32", launch)).toBe(launch);
    expect(clientLaunch("win32", { ...launch, args: [] })).toBeNull();
    expect(clientLaunch("darwin", launch)).toBeNull();
  });

  test("registers Electron with the app's folder when it runs from its sources", () => {
    const launch = { program: "C:\\electron.exe", args: ["C:\\src\\handset"] };
    expect(startPlan({ ...windows, isPackaged: false, launch }, new Map())).toEqual([
      { do: "set-default-client", scheme: "handset", launch },
      { do: "set-default-client", scheme: "app.handset.desktop", launch },
    ]);
  });
});

describe("an uninstall", () => {
  const all = ["tel", "handset"];

  test("forgets every scheme, then the desktop file", () => {
    expect(unregisterPlan(facts, all)).toEqual([
      { do: "xdg-forget", desktopFile: "handset.desktop", schemes: all },
      { do: "remove-desktop-file", name: "handset.desktop" },
    ]);
    for (const platform of ["win32", "darwin"] as const) {
      expect(unregisterPlan({ ...facts, platform }, all).map((step) => step.do)).toEqual([
        "remove-default-client",
        "remove-default-client",
      ]);
    }
  });
});

test("a system nobody knows gets no steps", () => {
  const unknown: RegistrationFacts = { ...facts, platform: "freebsd" };
  const plans = [
    startPlan(unknown, new Map()),
    ...[claimPlan, releasePlan, unregisterPlan].map((plan) => plan(unknown, ["tel"])),
  ];
  expect(plans.flat()).toEqual([]);
});

test("only a start without a link can be the uninstaller's", () => {
  expect(isUnregisterCall(["/opt/handset", "--unregister-links"], null)).toBe(true);
  expect(isUnregisterCall(["/opt/handset", "--unregister-links", "tel:102"], "tel:102")).toBe(false);
  expect(isUnregisterCall(["/opt/handset"], null)).toBe(false);
});
