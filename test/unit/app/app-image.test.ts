import { expect, test } from "vitest";
import { ownAppImage } from "../../../src/app/app-image.ts";

const program = "/tmp/.mount_HandsetX/handset";

test("a program inside of an AppImage's mount runs from that AppImage", () => {
  const env = { APPIMAGE: "/home/ann/Handset.AppImage", APPDIR: "/tmp/.mount_HandsetX" };
  expect(ownAppImage(env, program)).toBe("/home/ann/Handset.AppImage");
  expect(ownAppImage({ ...env, APPDIR: "/tmp/.mount_HandsetX/" }, program)).toBe(
    "/home/ann/Handset.AppImage",
  );
});

test.each([
  ["there is none", {}],
  ["another AppImage has started it", { APPIMAGE: "/opt/Editor.AppImage", APPDIR: "/tmp/.mount_EditorY" }],
  ["the mount only begins alike", { APPIMAGE: "/opt/E.AppImage", APPDIR: "/tmp/.mount_Hand" }],
  ["the variable is no path", { APPIMAGE: "Handset.AppImage", APPDIR: "/tmp/.mount_HandsetX" }],
  ["there is no mount", { APPIMAGE: "/opt/E.AppImage", APPDIR: "" }],
  ["only the image is named", { APPIMAGE: "/opt/E.AppImage" }],
])("it runs from no AppImage when %s", (_, env) => {
  expect(ownAppImage(env, program)).toBeNull();
});
