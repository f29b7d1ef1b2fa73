import { installedSchemes, type LoadedBrand } from "../brand-file.ts";

/** One value that the installers write below HKEY_LOCAL_MACHINE or HKEY_CURRENT_USER. */
export interface RegistryValue {
  readonly key: string;
  /** "" is the key's default value. */
  readonly name: string;
  /** `{exe}` stands for the path of the installed program. */
  readonly value: string;
}

/** Whole keys that belong to this product alone; an uninstall removes them with everything below. */
export interface WindowsRegistration {
  readonly values: readonly RegistryValue[];
  readonly ownKeys: readonly string[];
  /** Name below `Software\RegisteredApplications`, a key that all programs share. */
  readonly registeredName: string;
  readonly schemes: readonly string[];
}

/**
 * What makes Windows offer the product for telephone links, and open the product's own links with it. Shared schemes
 * are only offered: which program opens `tel:` is the user's choice in the Settings of Windows, and
 * `setAsDefaultProtocolClient` alone does not put a program on that list (electron/electron#14108, #37613).
 *
 * Source: https://learn.microsoft.com/windows/win32/shell/default-programs, "Registering an Application for Use with
 * Default Programs"; for URL schemes https://learn.microsoft.com/previous-versions/windows/internet-explorer/
 * ie-developer/platform-apis/aa767914(v=vs.85).
 */
export function windowsRegistration({ brand }: Pick<LoadedBrand, "brand">): WindowsRegistration {
  const product = `Software\\${brand.appId}`;
  const capabilities = `${product}\\Capabilities`;
  const progId = `${brand.appId}.url`;
  const ownSchemes = [brand.appId, brand.linkScheme];
  const schemes = installedSchemes(brand);
  return {
    values: [
      { key: capabilities, name: "ApplicationName", value: brand.name },
      { key: capabilities, name: "ApplicationDescription", value: brand.summary },
      { key: capabilities, name: "ApplicationIcon", value: "{exe},0" },
      ...schemes.map((scheme) => ({ key: `${capabilities}\\URLAssociations`, name: scheme, value: progId })),
      { key: "Software\\RegisteredApplications", name: brand.name, value: capabilities },
      ...urlClass(progId, brand.name),
      ...ownSchemes.flatMap((scheme) => urlClass(scheme, brand.name)),
    ],
    ownKeys: [product, ...[progId, ...ownSchemes].map(classKey)],
    registeredName: brand.name,
    schemes,
  };
}

function urlClass(id: string, name: string): readonly RegistryValue[] {
  const key = classKey(id);
  return [
    { key, name: "", value: `URL:${name}` },
    { key, name: "URL Protocol", value: "" },
    { key: `${key}\\DefaultIcon`, name: "", value: "{exe},0" },
    { key: `${key}\\shell\\open\\command`, name: "", value: `"{exe}" "%1"` },
  ];
}

function classKey(id: string): string {
  return `Software\\Classes\\${id}`;
}
