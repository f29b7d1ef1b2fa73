import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRegistry } from "../../../src/settings/policy-registry.ts";

/** As Windows 11 prints it, lines ending with CR LF. */
const output = [
  "",
  "HKEY_LOCAL_MACHINE\\Software\\Policies\\The Handset developers\\Handset",
  "    (Default)    REG_SZ    (value not set)",
  "    clientId    REG_SZ    Abc-123_x",
  "    managedBy    REG_SZ    Acme IT    Berlin",
  "    closeToTray    REG_DWORD    0x0",
  "    startAtLogin    REG_DWORD    0x1",
  "    dndOnCall    REG_DWORD    0x2",
  "    busyWhenIdle    REG_DWORD    0xa",
  "    trustedSources    REG_MULTI_SZ    link:tel\\0link:sms:chromium",
  "    blockedSources    REG_MULTI_SZ    ",
  "    widgetUrl    REG_EXPAND_SZ    https://phone.example/app.html",
  "    screenPopUrl    REG_SZ    ",
  "    updates    REG_BINARY    00FF",
  "",
  "HKEY_LOCAL_MACHINE\\Software\\Policies\\The Handset developers\\Handset\\Recommended",
  "    region    REG_SZ    DE",
  "",
].join("\r\n");

test("values of the key, not of its subkeys, by the types of the policies", () => {
  expect(parseRegistry(output)).toEqual({
    clientId: "Abc-123_x",
    managedBy: "Acme IT    Berlin",
    closeToTray: false,
    startAtLogin: true,
    dndOnCall: 2,
    busyWhenIdle: 10,
    trustedSources: ["link:tel", "link:sms:chromium"],
    blockedSources: [],
    widgetUrl: "https://phone.example/app.html",
    screenPopUrl: "",
    updates: null,
  });
});

test.each([
  ["nothing", ""],
  ["a key without values", "\r\nHKEY_CURRENT_USER\\Software\\Policies\\A\\B\r\n\r\n"],
  ["an error", "ERROR: The system was unable to find the specified registry key or value.\r\n"],
  ["values without their key", "    clientId    REG_SZ    x\r\n"],
])("%s holds nothing", (_, text) => {
  expect(parseRegistry(text)).toEqual({});
});

test("no output makes it fail", () => {
  const line = fc.constantFrom(
    "HKEY_X\\Y",
    "    a    REG_DWORD    0x",
    "    a    REG_MULTI_SZ    \\0\\0",
    "    __proto__    REG_SZ    x",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string())), (lines) => {
      const values = parseRegistry(lines.join("\r\n"));
      expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
    }),
  );
});
