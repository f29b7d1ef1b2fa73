import { expect, test } from "vitest";
import { policySources } from "../../../src/settings/policy-sources.ts";

const brand = {
  name: "Acme Phone",
  shortName: "acme-phone",
  appId: "com.acme.phone",
  publisher: { name: "Acme" },
};

function machine(platform: NodeJS.Platform, run: (args: readonly string[]) => Promise<string>) {
  const ran: (readonly string[])[] = [];
  return {
    ran,
    machine: {
      platform,
      env: { ProgramData: "D:\\Data", SystemRoot: "C:\\Windows" },
      userName: "ann",
      run(program: string, args: readonly string[]) {
        ran.push([program, ...args]);
        return run(args);
      },
    },
  };
}

test("where each system keeps them, what counts most in front", () => {
  const names = (platform: NodeJS.Platform) =>
    policySources(brand, machine(platform, async () => "").machine).map(({ name }) => name);
  expect(names("linux")).toEqual(["/etc/acme-phone/policy.json"]);
  expect(names("darwin")).toEqual([
    "/Library/Managed Preferences/ann/com.acme.phone.plist",
    "/Library/Managed Preferences/com.acme.phone.plist",
  ]);
  expect(names("win32")).toEqual([
    "HKLM\\Software\\Policies\\Acme\\Acme Phone",
    "HKCU\\Software\\Policies\\Acme\\Acme Phone",
    "D:\\Data\\Acme Phone\\policy.json",
  ]);
  expect(names("freebsd")).toEqual([]);
});

test("only the file below %ProgramData%, whose folder any user may have made, is not guarded", () => {
  const guarded = (platform: NodeJS.Platform) =>
    policySources(brand, machine(platform, async () => "").machine).map((source) => source.guarded);
  expect(guarded("linux")).toEqual([true]);
  expect(guarded("darwin")).toEqual([true, true]);
  expect(guarded("win32")).toEqual([true, true, false]);
});

test("the registry is asked by the system's own reg.exe; no key is no policies", async () => {
  const { machine: windows, ran } = machine("win32", async ([, key = ""]) => {
    if (key.startsWith("HKLM"))
      return "\r\nHKEY_LOCAL_MACHINE\\Software\\Policies\\Acme\\Acme Phone\r\n    region    REG_SZ    DE\r\n\r\n";
    throw Object.assign(new Error("Command failed"), { code: 1 });
  });
  const [local, user] = policySources(brand, windows);
  expect(await local?.read()).toEqual({ kind: "values", values: { region: "DE" } });
  expect(await user?.read()).toEqual({ kind: "absent" });
  expect(ran[0]).toEqual([
    "C:\\Windows\\System32\\reg.exe",
    "query",
    "HKLM\\Software\\Policies\\Acme\\Acme Phone",
  ]);
});

test("a reg.exe that cannot be run, or does not end, is a broken source", async () => {
  for (const code of ["ENOENT", null]) {
    const { machine: windows } = machine("win32", () =>
      Promise.reject(Object.assign(new Error("no"), { code })),
    );
    expect(await policySources(brand, windows)[0]?.read()).toEqual({ kind: "broken", because: "unreadable" });
  }
});
