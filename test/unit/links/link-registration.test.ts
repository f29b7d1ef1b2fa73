import { describe, expect, test } from "vitest";
import { createLinkRegistration } from "../../../src/links/link-registration.ts";
import type { RegistrationStep } from "../../../src/links/registration.ts";
import type { SchemeOwner } from "../../../src/links/schemes.ts";
import { defaultSettings, type Settings } from "../../../src/settings/settings.ts";
import { createSettings, type LockedSettings } from "../../../src/settings/store.ts";
import { createRecordingLog } from "../support/recording-log.ts";

interface BenchOptions {
  readonly platform?: NodeJS.Platform;
  readonly registers?: boolean;
  readonly held?: readonly string[];
  readonly owners?: Readonly<Record<string, string>>;
  readonly locked?: LockedSettings;
  /** What the policy decides. */
  readonly policed?: Partial<Settings>;
}

/** A desktop in memory: who opens what, by name. */
function createBench(options: BenchOptions = {}) {
  const log = createRecordingLog();
  const owners = new Map(Object.entries(options.owners ?? {}));
  const world = {
    disk: { ...defaultSettings, claimedSchemes: ["tel", "sms"] } as Settings,
    held: options.held ?? [],
    performed: [] as string[],
    changes: 0,
    /** Schemes that the system was asked about, one process each. */
    asked: [] as string[],
    /** Steps of this kind fail. */
    broken: "",
    /** The system takes the request and does nothing. */
    deaf: false,
    running: 0,
  };
  const take = (schemes: readonly string[], name: string | null): void => {
    if (world.deaf) return;
    for (const scheme of schemes) {
      if (name === null) owners.delete(scheme);
      else owners.set(scheme, name);
    }
  };
  const perform = async (step: RegistrationStep): Promise<void> => {
    expect(++world.running, "one at a time").toBe(1);
    await Promise.resolve();
    world.running -= 1;
    world.performed.push(step.do);
    if (step.do === world.broken) throw new Error("no");
    if (step.do === "xdg-default") take(step.schemes, "Handset");
    if (step.do === "set-default-client") take([step.scheme], "Handset");
    if (step.do === "remove-default-client") take([step.scheme], null);
    if (step.do === "xdg-give-back") take(step.schemes, "Other Phone");
    if (step.do === "xdg-forget") take(step.schemes, null);
  };
  const settings = createSettings({
    file: {
      read: () => world.disk,
      write: (changes) => {
        world.disk = { ...world.disk, ...changes };
      },
    },
    ...(options.locked === undefined
      ? {}
      : { policy: { values: options.policed ?? {}, locked: options.locked } }),
    log,
  });
  const links = createLinkRegistration({
    productName: "Handset",
    shortName: "handset",
    summary: "A phone",
    ownSchemes: ["handset", "app.handset.desktop"],
    redirectScheme: "app.handset.desktop",
    claimable: ["tel", "sms", "rcapp"],
    registers: options.registers ?? true,
    settings,
    system: {
      platform: options.platform ?? "linux",
      isPackaged: true,
      launch: { program: "/opt/handset", args: [] },
      isInstalled: async () => false,
      ownerOf: async (scheme): Promise<SchemeOwner> => {
        world.asked.push(scheme);
        const name = owners.get(scheme);
        if (name === undefined) return { kind: "nobody" };
        return name === "Handset" ? { kind: "this" } : { kind: "other", name };
      },
      perform,
    },
    held: world.held,
    keepHeld: async (held) => {
      world.held = held;
    },
    log,
    changed: () => world.changes++,
  });
  const ownerOf = (scheme: string) => owners.get(scheme) ?? null;
  const row = (scheme: string) => links.rows().find((each) => each.scheme === scheme);
  return { links, log, world, settings, owners, ownerOf, row };
}

describe("a start", () => {
  test("takes what is free and wanted, leaves the rest, and says that the redirect arrives", async () => {
    const { links, ownerOf, world } = createBench({ owners: { sms: "Other Phone" } });
    expect(await links.start()).toBe(true);
    expect(["tel", "sms", "rcapp", "handset"].map(ownerOf)).toEqual([
      "Handset",
      "Other Phone",
      null,
      "Handset",
    ]);
    expect(world.held).toEqual(["tel"]);
  });

  test("asks about each scheme once, and once more whether the redirect arrives", async () => {
    const { links, world, row } = createBench();
    await links.start();
    expect(world.asked).toEqual(["tel", "sms", "handset", "app.handset.desktop", "app.handset.desktop"]);
    expect(row("tel")?.owner).toEqual({ kind: "this" });
  });

  test("never takes back what another program took over, but offers it", async () => {
    const { links, ownerOf, row, log } = createBench({ owners: { tel: "Other Phone" }, held: ["tel"] });
    await links.start();
    expect(ownerOf("tel")).toBe("Other Phone");
    expect(row("tel")).toMatchObject({ takenOver: true, owner: { kind: "other", name: "Other Phone" } });
    expect(log.text()).toContain("registration.taken-over");
  });

  test("does not count as taken over what another program had all the time", async () => {
    const { links, row, log } = createBench({ owners: { tel: "Other Phone" } });
    await links.start();
    await links.look();
    expect(row("tel")?.takenOver).toBe(false);
    expect(log.text()).not.toContain("registration.taken-over");
  });

  test("that fails is logged, and the redirect counts as lost", async () => {
    const { links, world, log } = createBench();
    world.broken = "xdg-default";
    expect(await links.start()).toBe(false);
    expect(log.text()).toContain("registration.failed");
  });

  test("whose registration has no effect says so", async () => {
    const { links, world } = createBench();
    world.deaf = true;
    expect(await links.start()).toBe(false);
  });

  test("in a second profile only looks", async () => {
    const { links, world, row } = createBench({ registers: false, owners: { tel: "Handset" } });
    expect(await links.start()).toBe(false);
    expect(world.performed).toEqual([]);
    expect(world.held).toEqual([]);
    expect(row("tel")?.owner.kind).toBe("this");
    expect(links.claimWay).toBe("other-profile");
    expect(await links.claim("tel")).toMatchObject({ code: "registration/other-profile" });
    expect(world.performed).toEqual([]);
  });
});

describe("the user", () => {
  test("claims a scheme of another program, and it is remembered", async () => {
    const { links, ownerOf, world } = createBench({ owners: { rcapp: "RingCentral" } });
    expect(await links.claim("rcapp")).toBeNull();
    expect(ownerOf("rcapp")).toBe("Handset");
    expect(world.disk.claimedSchemes).toEqual(["tel", "sms", "rcapp"]);
    expect(world.held).toEqual(["rcapp"]);
  });

  test("takes back what was taken over", async () => {
    const { links, row, ownerOf } = createBench({ owners: { tel: "Other Phone" }, held: ["tel"] });
    await links.start();
    expect(await links.claim("tel")).toBeNull();
    expect(ownerOf("tel")).toBe("Handset");
    expect(row("tel")?.takenOver).toBe(false);
  });

  test("gives a scheme back, and it is not offered again", async () => {
    const { links, ownerOf, row, world } = createBench({ held: ["tel"], owners: { tel: "Handset" } });
    expect(await links.release("tel")).toBeNull();
    expect(ownerOf("tel")).toBe("Other Phone");
    expect(world.disk.claimedSchemes).toEqual(["sms"]);
    expect(row("tel")).toMatchObject({ claimed: false, takenOver: false });
    await links.start();
    expect(ownerOf("tel")).toBe("Other Phone");
  });

  test("is told when the system keeps to another program all the same", async () => {
    const { links, world } = createBench({ owners: { tel: "Other Phone" } });
    world.deaf = true;
    expect(await links.claim("tel")).toMatchObject({
      code: "registration/not-claimed",
      title: "The system still gives tel: links to Other Phone.",
    });
  });

  test("is told when nobody opens the scheme after all", async () => {
    const { links, world } = createBench({ platform: "darwin" });
    world.deaf = true;
    expect(await links.claim("tel")).toMatchObject({ code: "registration/failed" });
  });

  test("is told when a step failed", async () => {
    const { links, world } = createBench();
    world.broken = "write-desktop-file";
    expect(await links.claim("tel")).toMatchObject({ code: "registration/failed" });
    expect(await links.release("tel")).toMatchObject({ code: "registration/failed" });
  });

  test("cannot change what a policy holds, and nothing is registered", async () => {
    const { links, world } = createBench({ locked: { claimedSchemes: "your organisation" } });
    expect(await links.claim("rcapp")).toMatchObject({ code: "settings/locked" });
    expect(world.performed).toEqual([]);
  });

  test("claims nothing but schemes of phone links, and releases none of Handset's own", async () => {
    const { links, world } = createBench();
    for (const scheme of ["https", "", "toString"]) {
      expect(await links.claim(scheme)).toMatchObject({ code: "registration/failed" });
    }
    expect(await links.release("handset")).toMatchObject({ code: "registration/failed" });
    expect(world.performed).toEqual([]);
  });

  test("may press faster than the system is: one change after the other", async () => {
    const { links, world } = createBench();
    await Promise.all([links.claim("rcapp"), links.release("tel"), links.claim("tel"), links.look()]);
    expect(world.disk.claimedSchemes).toEqual(["tel", "sms", "rcapp"]);
  });
});

describe("a policy", () => {
  const nothing = { values: { claimedSchemes: [] }, locked: { claimedSchemes: "your organisation" } };

  test("that wants no schemes gives back at a start what leads here", async () => {
    const { links, ownerOf, world, row } = createBench({
      owners: { tel: "Handset", rcapp: "Handset", sms: "Other Phone" },
      held: ["tel"],
      policed: nothing.values,
      locked: nothing.locked,
    });
    expect(await links.start()).toBe(true);
    expect(["tel", "rcapp", "sms", "handset"].map(ownerOf)).toEqual([
      "Other Phone",
      "Other Phone",
      "Other Phone",
      "Handset",
    ]);
    expect(row("tel")).toMatchObject({ claimed: false, owner: { kind: "other" } });
    expect(world.held).toEqual([]);
  });

  test("that comes while Handset runs does so at once, and one that goes lets it take what is free", async () => {
    const { links, ownerOf, settings, owners } = createBench();
    await links.start();
    settings.setPolicy(nothing);
    await links.look();
    expect(["tel", "sms"].map(ownerOf)).toEqual(["Other Phone", "Other Phone"]);
    owners.delete("tel");
    settings.setPolicy({ values: {}, locked: {} });
    await links.look();
    expect(["tel", "sms"].map(ownerOf)).toEqual(["Handset", "Other Phone"]);
  });

  test("that is not there leaves what the user chose in the system's own settings", async () => {
    const { links, ownerOf } = createBench({ owners: { rcapp: "Handset" } });
    await links.start();
    expect(ownerOf("rcapp")).toBe("Handset");
  });
});

test("a scheme that is not wanted any more is given back where Handset took it, however the setting changed", async () => {
  const { links, ownerOf, settings } = createBench();
  await links.start();
  settings.set({ claimedSchemes: ["sms"] });
  await links.look();
  expect(["tel", "sms"].map(ownerOf)).toEqual(["Other Phone", "Handset"]);
});

describe("Windows", () => {
  test("leaves shared schemes to the system's settings and takes its own", async () => {
    const { links, ownerOf, world } = createBench({ platform: "win32" });
    expect(await links.start()).toBe(true);
    expect([ownerOf("tel"), ownerOf("handset")]).toEqual([null, "Handset"]);
    expect(links.claimWay).toBe("system-settings");
    expect(await links.claim("tel")).toMatchObject({ code: "registration/system-settings" });
    expect(world.disk.claimedSchemes).toEqual(["tel", "sms"]);
  });
});

test("a second profile leaves the registration of the usual one alone", async () => {
  const { links, owners, world } = createBench({
    registers: false,
    held: ["tel"],
    owners: { tel: "Handset" },
  });
  await links.unregister();
  expect([owners.get("tel"), world.held]).toEqual(["Handset", ["tel"]]);
});

test("what was handed back is not offered to be taken back", async () => {
  const { links, owners, row } = createBench({ held: ["tel"] });
  await links.start();
  await links.unregister();
  owners.set("tel", "Other Phone");
  await links.look();
  expect(row("tel")).toMatchObject({ takenOver: false });
});

test("an uninstall takes Handset out of everything and forgets what it held", async () => {
  const { links, owners, world, log } = createBench({ held: ["tel"] });
  await links.start();
  await links.unregister();
  expect([...owners.values()]).not.toContain("Handset");
  expect(world.held).toEqual([]);
  expect(log.text()).toContain("registration.removed");
});
