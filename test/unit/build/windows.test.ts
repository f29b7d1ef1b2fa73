import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { installedSchemes, loadBrand } from "../../../build/brand-file.ts";
import { withRegistration } from "../../../build/windows/msi-registration.ts";
import { nsisRegistration } from "../../../build/windows/nsis-registration.ts";
import { windowsRegistration } from "../../../build/windows/registration.ts";
import { root } from "../../tools/repository.ts";

const loaded = loadBrand(join(root, "build/brand.json"));
const { brand } = loaded;
const registration = windowsRegistration(loaded);

describe("what Windows is told", () => {
  const value = (key: string, name: string): string | undefined =>
    registration.values.find((each) => each.key === key && each.name === name)?.value;

  test("every scheme is offered, and leads to a class that exists", () => {
    const capabilities = value("Software\\RegisteredApplications", "Handset");
    expect(capabilities).toBe("Software\\app.handset.desktop\\Capabilities");
    for (const scheme of installedSchemes(brand)) {
      const progId = value(`${capabilities}\\URLAssociations`, scheme);
      expect(value(`Software\\Classes\\${progId}\\shell\\open\\command`, "")).toBe('"{exe}" "%1"');
      expect(value(`Software\\Classes\\${progId}`, "URL Protocol")).toBe("");
    }
  });

  test("only schemes of its own are taken; tel and its like stay the user's choice", () => {
    const taken = registration.values
      .map(({ key }) => /^Software\\Classes\\([^\\]+)$/.exec(key)?.[1])
      .filter((each) => each !== undefined);
    expect([...new Set(taken)]).toEqual(["app.handset.desktop.url", "app.handset.desktop", "handset"]);
  });

  test("an uninstallation takes back every value that was written", () => {
    const kept = registration.values.filter(
      ({ key, name }) =>
        !registration.ownKeys.some((own) => key === own || key.startsWith(`${own}\\`)) &&
        !(key === "Software\\RegisteredApplications" && name === registration.registeredName),
    );
    expect(kept).toEqual([]);
  });

  test("no key that other programs share is removed whole", () => {
    for (const key of registration.ownKeys)
      expect(key).toMatch(/^Software\\(Classes\\)?[a-z.]*handset[a-z.]*$/);
  });
});

describe("NSIS", () => {
  const script = nsisRegistration(loaded, "C:\\build\\installer.nsh");
  const macro = (name: string): readonly string[] =>
    new RegExp(`!macro ${name}\\r\\n([\\s\\S]*?)!macroend`)
      .exec(script)?.[1]
      ?.trim()
      .split(/\r\n\s*/) ?? [];

  test("writes each value in the hive of the installation", () => {
    const lines = macro("brandWriteRegistration");
    expect(lines).toHaveLength(registration.values.length);
    expect(lines).toContain(
      'WriteRegStr SHELL_CONTEXT "Software\\Classes\\handset\\shell\\open\\command" "" "$\\"$appExe$\\" $\\"%1$\\""',
    );
    expect(script).not.toContain("{exe}");
  });

  test("removes the keys, its line in the shared list, and the schemes that the user gave it", () => {
    const lines = macro("brandRemoveRegistration");
    expect(lines).toContain('DeleteRegValue SHELL_CONTEXT "Software\\RegisteredApplications" "Handset"');
    expect(lines).toContain('DeleteRegKey SHELL_CONTEXT "Software\\app.handset.desktop"');
    for (const scheme of installedSchemes(brand))
      expect(lines).toContain(`!insertmacro removeOwnedScheme "${scheme}"`);
  });

  test("a dollar sign of the brand is no variable", () => {
    const odd = { ...loaded, brand: { ...brand, summary: 'Calls for $5 "or so"' } };
    expect(nsisRegistration(odd, "x")).toContain('"Calls for $$5 $\\"or so$\\""');
  });

  const own = readFileSync(join(root, "build/windows/installer.nsh"), "utf8");
  const body = (name: string): string =>
    new RegExp(`!macro ${name}\\n([\\s\\S]*?)!macroend`).exec(own)?.[1] ?? "";

  test("takes the start at login of every profile along, and of no other program", () => {
    const text = body("removeStartAtLogin");
    expect(body("customUnInstall")).toContain("!insertmacro removeStartAtLogin");
    expect(text).toContain("EnumRegValue $0 HKCU");
    const [, deleted = ""] =
      /\$\{If\} \$4 == '"\$INSTDIR\\\$\{APP_EXECUTABLE_FILENAME\}"'\n([\s\S]*?)\$\{Else\}/.exec(text) ?? [];
    expect(deleted.match(/DeleteRegValue HKCU "\$\{RUN(_SWITCHES)?_KEY\}" \$0/g)).toHaveLength(2);
    expect(text.match(/DeleteRegValue/g)).toHaveLength(2);
  });

  test("asked or told to remove the data, it removes every profile's, and the installers of updates in any case", () => {
    const text = body("removeUserData");
    expect(text).toMatch(/FindFirst \$0 \$1 "\$APPDATA\\\$\{PRODUCT_NAME\}-\*"/);
    expect(text.search(/logs\\\$\{BRAND_LOG_FILE\}/)).toBeLessThan(text.indexOf('RMDir /r "$APPDATA\\$1"'));
    const order = [
      "removeUpdaterCache",
      "--delete-app-data",
      "/SD IDNO IDNO keepData",
      "removeUserData",
      "keepData:",
    ];
    const places = order.map((each) => body("customUnInstall").indexOf(each));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(script).toContain('!define BRAND_LOG_FILE "handset.log"');
    expect(script).toContain('!define BRAND_UPDATER_CACHE "handset-updater"');
  });

  test("an installation for everybody makes a folder for policies that users can only read", () => {
    const own = readFileSync(join(root, "build/windows/installer.nsh"), "utf8");
    const [, body = ""] = /!macro makePolicyFolder\n([\s\S]*?)!macroend/.exec(own) ?? [];
    expect(own).toContain("!insertmacro makePolicyFolder");
    expect(body).toMatch(/^ {2}\$\{If\} \$installMode == "all"$/m);
    // What is there already may be a link that leads into the system.
    expect(body.search(/\$\{IfNot\} \$\{FileExists\}/)).toBeLessThan(body.indexOf("icacls.exe"));
    expect(body).toContain("/inheritance:r");
    expect(body.match(/\*S-1-5-[\d-]+:\S+?(?=[ '])/g)).toEqual([
      "*S-1-5-18:(OI)(CI)F",
      "*S-1-5-32-544:(OI)(CI)F",
      "*S-1-5-32-545:(OI)(CI)RX",
    ]);
  });

  test("the installer's own script uses every macro, and no word of a brand", () => {
    const own = readFileSync(join(root, "build/windows/installer.nsh"), "utf8");
    expect(own).toContain("!insertmacro brandWriteRegistration");
    expect(own).toContain("!insertmacro brandRemoveRegistration");
    expect(own).toContain("!macro removeOwnedScheme SCHEME");
    expect(own).not.toMatch(/handset/i);
  });
});

describe("MSI", () => {
  const project = '<ComponentGroup Id="ProductComponents">\n      <Component/>\n    </ComponentGroup>\n';

  test("has the registration as a component of the machine, with one key path", () => {
    const text = withRegistration(project, loaded);
    expect(text.match(/<RegistryValue Root="HKLM"/g)).toHaveLength(registration.values.length);
    expect(text.match(/KeyPath="yes"/g)).toHaveLength(1);
    expect(text).toContain('Value="&quot;[#mainExecutable]&quot; &quot;%1&quot;"');
    expect(text.indexOf("LinkRegistration")).toBeLessThan(text.indexOf("</ComponentGroup>"));
  });

  test("makes the folder for policies, which users can only read", () => {
    const text = withRegistration(project, loaded);
    expect(text).toMatch(
      /<Directory Id="CommonAppDataFolder"><Directory Id="PolicyFolder" Name="Handset"\/>/,
    );
    expect(text.indexOf('Id="PolicyFolder"')).toBeLessThan(text.indexOf("<ComponentGroup "));
    const [, sddl = ""] =
      /<CreateFolder Directory="PolicyFolder"><PermissionEx Sddl="([^"]+)"/.exec(text) ?? [];
    // Protected from what it would inherit; full access for the system and administrators, users read and look in.
    expect(sddl).toMatch(/^O:BAG:BAD:P/);
    expect(sddl.match(/\(.*?\)/g)).toEqual([
      "(A;OICI;FA;;;SY)",
      "(A;OICI;FA;;;BA)",
      "(A;OICI;0x1200a9;;;BU)",
    ]);
  });

  test("a project of another form stops the build", () => {
    expect(() => withRegistration("<Wix/>", loaded)).toThrow("no component group");
  });
});
