import { expect, test } from "vitest";
import { addressOf } from "../../../src/control/places.ts";

const address = (folder: string, platform: NodeJS.Platform) =>
  addressOf(
    folder,
    platform,
    () => "0123abcd",
    () => "/tmp/handset-x",
  );

test("a socket in the folder, in a shorter one where the path is too long, a pipe on Windows", () => {
  expect(address("/home/ann/.config/Handset/control", "linux")).toBe(
    "/home/ann/.config/Handset/control/socket",
  );
  expect(address(`/home/${"x".repeat(100)}`, "linux")).toBe("/tmp/handset-x/socket");
  expect(address(`/home/${"ü".repeat(50)}`, "darwin")).toBe("/tmp/handset-x/socket");
  expect(address("C:\\Users\\Ann\\AppData\\Roaming\\Handset\\control", "win32")).toBe(
    "\\\\.\\pipe\\softphone-0123abcd",
  );
});
