import { expect, test } from "vitest";
import { ownAppImage } from "../../../src/app/app-image.ts";

const inside = "/tmp/.mount_HandsetX/handset";

test("the AppImage itself is what starts again, not what is inside of its mount", () => {
  const env = { APPIMAGE: "/home/ann/Handset.AppImage", APPDIR: "/tmp/.mount_HandsetX" };
  expect(ownAppImage(env, inside)).toBe("/home/ann/Handset.AppImage");
  expect(ownAppImage({ ...env, APPDIR: "/tmp/.mount_HandsetX/" }, inside)).toBe(env.APPIMAGE);
});

test.each([
  ["no AppImage", {}],
  ["another AppImage has started it", { APPIMAGE: "/opt/Editor.AppImage", APPDIR: "/tmp/.mount_EditorY" }],
  ["another has started it and only named itself", { APPIMAGE: "/opt/Editor.AppImage" }],
  ["the mount only begins alike", { APPIMAGE: "/opt/E.AppImage", APPDIR: "/tmp/.mount_Hand" }],
  ["the variable is no path", { APPIMAGE: "Handset.AppImage", APPDIR: "/tmp/.mount_HandsetX" }],
  ["there is no mount", { APPIMAGE: "/opt/E.AppImage", APPDIR: "" }],
])("there is none when %s", (_, env) => {
  expect(ownAppImage(env, inside)).toBeNull();
});
