import type { Notice } from "../ipc/channels.ts";

/** What this running program can know about how it was installed. */
export interface InstallFacts {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  /** The text of `resources/app-update.yml`, which electron-builder writes where there is an update server; or null. */
  readonly updateConfig: string | null;
  /** Linux: `resources/package-type` of a deb, rpm or pacman package, or null. */
  readonly packageType: string | null;
  /** Linux: the AppImage's own file, and whether it can be replaced; null for no AppImage. */
  readonly appImage: { readonly replaceable: boolean } | null;
  /** Snap or Flatpak, whose store brings updates. */
  readonly fromStore: boolean;
  /** Windows: the uninstaller of an NSIS installation is beside the program; an MSI has none. */
  readonly hasUninstaller: boolean;
  /** Windows: installed for everybody. */
  readonly forEverybody: boolean;
  /** macOS: in a folder of applications, and not on the disk image or in App Translocation. */
  readonly inApplications: boolean;
}

/** Whether this installation can be updated, and by whom. */
export type InstallPlace =
  /** By Handset itself. `asksAdmin`: Windows asks for an administrator. */
  | { readonly way: "itself"; readonly asksAdmin: boolean }
  /** Handset says that there is a new version; somebody else installs it. */
  | {
      readonly way: "told";
      readonly because: "package" | "read-only" | "administrator" | "not-in-applications";
    }
  /** Nothing is looked for. */
  | { readonly way: "none"; readonly because: "no-server" | "not-installed" | "unsigned" | "store" };

const none = (because: Extract<InstallPlace, { way: "none" }>["because"]): InstallPlace => ({
  way: "none",
  because,
});
const told = (because: Extract<InstallPlace, { way: "told" }>["because"]): InstallPlace => ({
  way: "told",
  because,
});

/** How this installation is kept up to date. */
export function installPlace(facts: InstallFacts): InstallPlace {
  const { platform, updateConfig } = facts;
  if (!facts.isPackaged) return none("not-installed");
  if (facts.fromStore) return none("store");
  if (updateConfig === null || !/^url:\s*["']?https:\/\//m.test(updateConfig)) return none("no-server");
  switch (platform) {
    case "linux":
      if (facts.packageType !== null) return told("package");
      if (facts.appImage === null) return none("not-installed");
      return facts.appImage.replaceable ? { way: "itself", asksAdmin: false } : told("read-only");
    case "win32":
      if (!facts.hasUninstaller) return told("administrator");
      // Without the publisher's name electron-updater would install whatever the server has.
      if (!/^publisherName:/m.test(updateConfig)) return none("unsigned");
      return { way: "itself", asksAdmin: facts.forEverybody };
    case "darwin":
      return facts.inApplications ? { way: "itself", asksAdmin: false } : told("not-in-applications");
    default:
      return none("not-installed");
  }
}

/** What the user has to know about it, or null where Handset just does it. */
export function placeNotice(place: InstallPlace, productName: string, website: string): Notice | null {
  const say = (title: string, nextStep: string): Notice => ({
    code: `updates/${"because" in place ? place.because : "asks-admin"}`,
    severity: "info",
    title,
    nextStep,
  });
  if (place.way === "itself") {
    if (!place.asksAdmin) return null;
    return say(
      `${productName} is installed for everybody on this computer.`,
      "When a new version is installed, Windows asks for an administrator.",
    );
  }
  switch (place.because) {
    case "package":
      return say(
        `${productName} was installed by this system’s package manager.`,
        `${productName} says when there is a new version. Install it with the package manager, or get it from ${website}.`,
      );
    case "read-only":
      return say(
        `The file that ${productName} runs from cannot be changed by you.`,
        `${productName} says when there is a new version. Get it from ${website}, or move the AppImage into a folder of your own.`,
      );
    case "administrator":
      return say(
        `${productName} was installed by your administrator.`,
        `${productName} says when there is a new version; your administrator installs it.`,
      );
    case "not-in-applications":
      return say(
        `${productName} is not in the Applications folder.`,
        `${productName} says when there is a new version. Move it into Applications and start it there, and it installs it itself.`,
      );
    case "no-server":
      return say("This build has no update server.", `New versions are at ${website}.`);
    case "not-installed":
      return say(
        `${productName} runs from a folder and is not installed.`,
        `It cannot be updated there. New versions are at ${website}.`,
      );
    case "unsigned":
      return say(
        "This build is not signed by its publisher, so a new version could not be told from a forged one.",
        `Get new versions from ${website} yourself.`,
      );
    case "store":
      return say(`${productName} was installed from a store.`, "The store brings new versions.");
  }
}
