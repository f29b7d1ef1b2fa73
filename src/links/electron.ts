import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeFile } from "atomically";
import { app } from "electron";
import { ownAppImage } from "../app/app-image.ts";
import { assertNever } from "../app/assert-never.ts";
import { parseJsonObject } from "../app/json.ts";
import type { Parts } from "../app/parts.ts";
import type { Brand } from "../brand.ts";
import type { Log } from "../diagnostics/log.ts";
import type { SettingsStore } from "../settings/store.ts";
import { desktopFileName, type Launch } from "./desktop-entry.ts";
import {
  createLinkRegistration,
  HELD_FILE,
  type LinkRegistration,
  type LinkSystem,
} from "./link-registration.ts";
import { knownSchemes } from "./parse.ts";
import { clientLaunch } from "./registration.ts";
import { claimableSchemes, type SchemeOwner } from "./schemes.ts";
import { createXdg } from "./xdg.ts";

export interface RegistrationSetup {
  readonly brand: Brand;
  /** The folder given by `--data-dir`, which a start by link has to be given as well. */
  readonly dataDir: string | null;
  /** False in a second profile. */
  readonly registers: boolean;
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly changed: () => void;
}

/** Registration of this profile. */
export function wireRegistration(
  parts: Pick<Parts, "brand" | "dataDir" | "profile" | "settings" | "log" | "settingsPage">,
): Promise<LinkRegistration> {
  const { brand, dataDir, profile, settings, log } = parts;
  return openLinkRegistration({
    brand,
    dataDir,
    // The system knows one Handset for each scheme: a second profile is answered on a port of its own.
    registers: profile === null,
    settings,
    log,
    changed: () => parts.settingsPage.changed(),
  });
}

/** Registration with the system this runs on. */
export async function openLinkRegistration(setup: RegistrationSetup): Promise<LinkRegistration> {
  const { brand, log } = setup;
  const heldFile = join(app.getPath("userData"), HELD_FILE);
  return createLinkRegistration({
    productName: brand.name,
    shortName: brand.shortName,
    summary: brand.summary,
    ownSchemes: [brand.linkScheme, brand.appId],
    redirectScheme: brand.appId,
    claimable: claimableSchemes(
      knownSchemes({ redirectScheme: brand.appId, linkScheme: brand.linkScheme }),
      process.platform,
    ),
    registers: setup.registers,
    settings: setup.settings,
    system: linkSystem(brand, launchOfThis(setup.dataDir)),
    held: readHeld(await readFile(heldFile, "utf8").catch(() => "")),
    keepHeld: (held) => writeFile(heldFile, JSON.stringify({ held })),
    log,
    changed: setup.changed,
  });
}

function readHeld(text: string): readonly string[] {
  const held = parseJsonObject(text)?.held;
  return Array.isArray(held) ? held.filter((scheme) => typeof scheme === "string") : [];
}

function linkSystem(brand: Brand, launch: Launch): LinkSystem {
  const desktopFile = desktopFileName(brand.shortName);
  const xdg = createXdg(process.env);
  return {
    platform: process.platform,
    isPackaged: app.isPackaged,
    launch,
    isInstalled: async () => process.platform === "linux" && (await xdg.isInstalled(desktopFile)),
    async ownerOf(scheme): Promise<SchemeOwner> {
      if (process.platform !== "linux")
        return ownerByElectron(scheme, brand.name, clientLaunch(process.platform, launch));
      if (await xdg.isChosen(desktopFile, scheme)) return { kind: "this" };
      const id = await xdg.owner(scheme);
      if (id === null) return { kind: "unknown" };
      if (id === "") return { kind: "nobody" };
      return id === desktopFile ? { kind: "this" } : { kind: "other", name: await xdg.nameOf(id) };
    },
    async perform(step) {
      switch (step.do) {
        case "set-default-client":
          if (!setAsDefaultClient(step.scheme, step.launch))
            throw new Error(`the system did not take ${step.scheme}: for this program`);
          return;
        case "remove-default-client":
          if (step.launch === null) app.removeAsDefaultProtocolClient(step.scheme);
          else app.removeAsDefaultProtocolClient(step.scheme, step.launch.program, [...step.launch.args]);
          return;
        case "write-desktop-file":
          return xdg.writeEntry(step.name, step.content);
        case "remove-desktop-file":
          return xdg.removeEntry(step.name);
        case "xdg-default":
          return xdg.makeDefault(step.desktopFile, step.schemes, step.uncontested);
        case "xdg-give-back":
          return xdg.giveBack(step.desktopFile, step.schemes, step.refuse);
        case "xdg-forget":
          return xdg.forget(step.desktopFile, step.schemes);
        default:
          assertNever(step);
      }
    },
  };
}

/** @returns false when the system refused */
function setAsDefaultClient(scheme: string, launch: Launch | null): boolean {
  return launch === null
    ? app.setAsDefaultProtocolClient(scheme)
    : app.setAsDefaultProtocolClient(scheme, launch.program, [...launch.args]);
}

function isDefaultClient(scheme: string, launch: Launch | null): boolean {
  return launch === null
    ? app.isDefaultProtocolClient(scheme)
    : app.isDefaultProtocolClient(scheme, launch.program, [...launch.args]);
}

/**
 * Windows keeps the choice for a shared scheme apart from what `isDefaultProtocolClient` reads, but names the chosen
 * program; macOS answers both.
 */
function ownerByElectron(scheme: string, productName: string, launch: Launch | null): SchemeOwner {
  const name = app.getApplicationNameForProtocol(`${scheme}:`);
  if (name === productName || isDefaultClient(scheme, launch)) return { kind: "this" };
  return name === "" ? { kind: "nobody" } : { kind: "other", name };
}

/** How the system is to start this Handset again. */
export function launchOfThis(dataDir: string | null): Launch {
  const args = [
    ...(app.isPackaged ? [] : [app.getAppPath()]),
    ...(dataDir === null ? [] : [`--data-dir=${dataDir}`]),
  ];
  const { env, execPath } = process;
  return { program: ownAppImage(env, execPath) ?? execPath, args };
}
