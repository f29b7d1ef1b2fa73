import { readFile, writeFile } from "node:fs/promises";
import type { LoadedBrand } from "../brand-file.ts";
import { type RegistryValue, windowsRegistration } from "./registration.ts";

/** Adds the registration, and the folder for policies, to the WiX project that electron-builder wrote; Windows Installer removes it again. */
export async function registerInMsi(projectFile: string, loaded: Pick<LoadedBrand, "brand">): Promise<void> {
  await writeFile(projectFile, withRegistration(await readFile(projectFile, "utf8"), loaded));
}

/** @throws Error when the project is not of the form that electron-builder 26 writes */
export function withRegistration(project: string, loaded: Pick<LoadedBrand, "brand">): string {
  const start = project.lastIndexOf("<ComponentGroup ");
  const end = project.lastIndexOf("</ComponentGroup>");
  if (start < 0 || end < start)
    throw new Error("The WiX project has no component group to add the registration to.");
  const before = `${project.slice(0, start)}${policyFolder(loaded)}    ${project.slice(start, end)}`;
  return `${before}${component(loaded)}    ${project.slice(end)}`;
}

/** `%ProgramData%\Handset`, the folder of policy.json. */
function policyFolder({ brand }: Pick<LoadedBrand, "brand">): string {
  const folder = `<Directory Id="PolicyFolder" Name="${escapeXml(brand.name)}"/>`;
  return `<DirectoryRef Id="TARGETDIR"><Directory Id="CommonAppDataFolder">${folder}</Directory></DirectoryRef>\n`;
}

/**
 * The system and administrators may do everything in it, users read, and nothing is inherited.
 *
 * @see https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format
 */
const READ_ONLY_FOR_USERS = "O:BAG:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)";

/** A component needs a key path and, with registry values of its own, a fixed id: one for each product. */
function component(loaded: Pick<LoadedBrand, "brand">): string {
  const { values } = windowsRegistration(loaded);
  const lines = values.map(
    ({ key, name, value }: RegistryValue, index) =>
      `        <RegistryValue Root="HKLM" Key="${escapeXml(key)}"${name === "" ? "" : ` Name="${escapeXml(name)}"`} ` +
      `Type="string" Value="${escapeXml(value.replaceAll("{exe}", "[#mainExecutable]"))}"${index === 0 ? ' KeyPath="yes"' : ""}/>`,
  );
  const folder = `        <CreateFolder Directory="PolicyFolder"><PermissionEx Sddl="${READ_ONLY_FOR_USERS}"/></CreateFolder>`;
  return `  <Component Id="LinkRegistration">\n${[...lines, folder].join("\n")}\n      </Component>\n`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
