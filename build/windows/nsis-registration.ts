import type { LoadedBrand } from "../brand-file.ts";
import { windowsRegistration } from "./registration.ts";

/**
 * The macros and names that build/windows/installer.nsh uses: what this brand writes and removes. SHELL_CONTEXT is
 * HKEY_LOCAL_MACHINE in an installation for everybody, else HKEY_CURRENT_USER.
 *
 * @param script absolute path of build/windows/installer.nsh
 */
export function nsisRegistration(loaded: Pick<LoadedBrand, "brand">, script: string): string {
  const { values, ownKeys, registeredName, schemes } = windowsRegistration(loaded);
  const lines = [
    "; Generated from the brand by build/windows/nsis-registration.ts.",
    // The names that src/app/electron.ts and electron-builder give them.
    `!define BRAND_LOG_FILE ${quote(`${loaded.brand.shortName}.log`)}`,
    `!define BRAND_UPDATER_CACHE ${quote(`${loaded.brand.shortName}-updater`)}`,
    "",
    "!macro brandWriteRegistration",
    ...values.map(
      ({ key, name, value }) =>
        `  WriteRegStr SHELL_CONTEXT ${quote(key)} ${quote(name)} ${quote(value).replaceAll("{exe}", "$appExe")}`,
    ),
    "!macroend",
    "",
    "!macro brandRemoveRegistration",
    `  DeleteRegValue SHELL_CONTEXT "Software\\RegisteredApplications" ${quote(registeredName)}`,
    ...ownKeys.map((key) => `  DeleteRegKey SHELL_CONTEXT ${quote(key)}`),
    // What the product itself wrote for the user, by Electron's setAsDefaultProtocolClient.
    ...schemes.map((scheme) => `  !insertmacro removeOwnedScheme ${quote(scheme)}`),
    "!macroend",
    "",
    `!include ${quote(script)}`,
  ];
  return `${lines.join("\r\n")}\r\n`;
}

/** An NSIS string: `$` begins a variable, and a quotation mark of the value is written as `$\"`. */
function quote(value: string): string {
  return `"${value.replaceAll("$", "$$$$").replaceAll('"', '$\\"')}"`;
}
