import { readFile, writeFile } from "node:fs/promises";
import type { LoadedBrand } from "../brand-file.ts";
import { type RegistryValue, windowsRegistration } from "./registration.ts";

/** Adds the registration to the WiX project that electron-builder wrote; Windows Installer removes it again. */
export async function registerInMsi(projectFile: string, loaded: Pick<LoadedBrand, "brand">): Promise<void> {
  await writeFile(projectFile, withRegistration(await readFile(projectFile, "utf8"), loaded));
}

/** @throws Error when the project is not of the form that electron-builder 26 writes */
export function withRegistration(project: string, loaded: Pick<LoadedBrand, "brand">): string {
  const end = project.lastIndexOf("</ComponentGroup>");
  if (end < 0) throw new Error("The WiX project has no component group to add the registration to.");
  return `${project.slice(0, end)}${component(loaded)}    ${project.slice(end)}`;
}

/** A component needs a key path and, with registry values of its own, a fixed id: one for each product. */
function component(loaded: Pick<LoadedBrand, "brand">): string {
  const { values } = windowsRegistration(loaded);
  const lines = values.map(
    ({ key, name, value }: RegistryValue, index) =>
      `        <RegistryValue Root="HKLM" Key="${escapeXml(key)}"${name === "" ? "" : ` Name="${escapeXml(name)}"`} ` +
      `Type="string" Value="${escapeXml(value.replaceAll("{exe}", "[#mainExecutable]"))}"${index === 0 ? ' KeyPath="yes"' : ""}/>`,
  );
  return `  <Component Id="LinkRegistration">\n${lines.join("\n")}\n      </Component>\n`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
