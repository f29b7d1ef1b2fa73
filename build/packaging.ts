/**
 * The part of electron-builder's configuration that follows from the brand; electron-builder.yml extends it.
 * electron-builder loads this file by itself, with the brand that HANDSET_BRAND names.
 */
import { join, resolve } from "node:path";
import { FuseV1Options, FuseVersion, flipFuses } from "@electron/fuses";
import type { AfterPackContext, Configuration } from "app-builder-lib";
import { installedSchemes, type LoadedBrand, loadBrand } from "./brand-file.ts";
import { registerInMsi } from "./windows/msi-registration.ts";

/** Where `npm run dist` writes what is generated for a brand: HANDSET_DIST, or `dist`. */
export function distFolder(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(env.HANDSET_DIST || resolve(import.meta.dirname, "../dist"));
}

/** AppStream names the file after the component. */
export function metainfoName(appId: string): string {
  return `${appId}.metainfo.xml`;
}

/** What electron-builder has to know of a brand. `resources` holds what `writeResources` of dist.ts wrote. */
export function packagingOf({ source, brand, icons }: LoadedBrand, resources: string): Configuration {
  const metainfo = metainfoName(brand.appId);
  const shipMetainfo = [`${join(resources, metainfo)}=/usr/share/metainfo/${metainfo}`];
  const maintainer = `${source.publisher.name} <${source.publisher.email}>`;
  return {
    appId: brand.appId,
    productName: brand.name,
    copyright: `Copyright © ${source.publisher.name}`,
    // Feeds CFBundleURLTypes on macOS and MimeType= on Linux; Windows: build/windows.
    protocols: [{ name: brand.name, role: "Viewer", schemes: [...installedSchemes(brand)] }],
    win: { icon: join(icons, "icon.ico") },
    // For administrators: templates and schema of the policies, in the resources of the installed product.
    extraResources: [{ from: join(resources, "policy"), to: "policy" }],
    nsis: { include: join(resources, "installer.nsh") },
    mac: {
      icon: join(icons, "icon.icns"),
      extendInfo: {
        NSMicrophoneUsageDescription: `${brand.name} uses the microphone while you are on a call.`,
        // One window for each page: macOS must not offer tabs.
        NSWindowShouldAllowTabs: false,
      },
    },
    linux: {
      icon: icons,
      executableName: brand.shortName,
      maintainer,
      vendor: source.publisher.name,
      synopsis: brand.summary,
      description: brand.summary,
    },
    deb: { fpm: shipMetainfo },
    rpm: { fpm: shipMetainfo },
    // Read by electron-updater from resources/app-update.yml. Many web servers answer a request for several ranges whole.
    publish:
      source.updateUrl === ""
        ? null
        : { provider: "generic", url: source.updateUrl, useMultipleRangeRequest: false },
    // Everything is bundled: there are no modules to collect or to rebuild.
    beforeBuild: async () => false,
    afterPack: setEveryFuse,
    msiProjectCreated: (project: string) => registerInMsi(project, { brand }),
  };
}

/** electron-builder's names of the fuses, and Electron's. */
const FUSES = {
  runAsNode: FuseV1Options.RunAsNode,
  enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
  enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
  enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
  loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
} as const;

/**
 * What every fuse is to be, from the `electronFuses` of electron-builder.yml. electron-builder 26 knows eight; the
 * ninth, of Electron 43 and later, stays as Electron has it: V8 then catches WebAssembly's bad memory accesses by
 * signal handlers, and the widget's noise reduction is WebAssembly.
 *
 * @throws Error when one is not written out
 */
export function fuseStates(configured: Configuration["electronFuses"]): Record<FuseV1Options, boolean> {
  const state = (name: keyof typeof FUSES): boolean => {
    const value = configured?.[name];
    if (typeof value !== "boolean")
      throw new Error(`electron-builder.yml does not say what fuse ${name} is.`);
    return value;
  };
  return {
    [FUSES.runAsNode]: state("runAsNode"),
    [FUSES.enableCookieEncryption]: state("enableCookieEncryption"),
    [FUSES.enableNodeOptionsEnvironmentVariable]: state("enableNodeOptionsEnvironmentVariable"),
    [FUSES.enableNodeCliInspectArguments]: state("enableNodeCliInspectArguments"),
    [FUSES.enableEmbeddedAsarIntegrityValidation]: state("enableEmbeddedAsarIntegrityValidation"),
    [FUSES.onlyLoadAppFromAsar]: state("onlyLoadAppFromAsar"),
    [FUSES.loadBrowserProcessSpecificV8Snapshot]: state("loadBrowserProcessSpecificV8Snapshot"),
    [FUSES.grantFileProtocolExtraPrivileges]: state("grantFileProtocolExtraPrivileges"),
    [FuseV1Options.WasmTrapHandlers]: true,
  };
}

/** Sets all fuses before electron-builder does, and strictly: a fuse that a new Electron brings ends the build. */
async function setEveryFuse({ appOutDir, packager, electronPlatformName }: AfterPackContext): Promise<void> {
  const { productFilename } = packager.appInfo;
  const names: Readonly<Record<string, string>> = {
    linux: packager.config.linux?.executableName ?? productFilename,
    win32: `${productFilename}.exe`,
    darwin: `${productFilename}.app`,
  };
  const binary = names[electronPlatformName];
  if (binary === undefined) throw new Error(`No fuses are known for "${electronPlatformName}".`);
  await flipFuses(join(appOutDir, binary), {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    ...fuseStates(packager.config.electronFuses),
  });
}

export default (): Configuration => packagingOf(loadBrand(), join(distFolder(), "resources"));
