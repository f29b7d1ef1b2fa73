import { describe, expect, test } from "vitest";
import { defaultSettings, type Settings } from "../../../src/settings/settings.ts";
import { openSettingsFile } from "../../../src/settings/settings-file.ts";
import { createRecordingLog } from "../support/recording-log.ts";

const diskError = (code: string) => Object.assign(new Error(`${code}: no`), { code });

/**
 * A disk with a file of settings on it, as conf uses it: opening reads it, and writes it anew where a default is missing.
 *
 * @param text null for no file
 */
function createDisk(text: string | null) {
  const disk = { text, setAside: [] as string[], readFails: "", writeFails: "" };
  const log = createRecordingLog();
  const read = (): string => {
    if (disk.readFails !== "") throw diskError(disk.readFails);
    if (disk.text === null) throw diskError("ENOENT");
    return disk.text;
  };
  const write = (settings: Settings): void => {
    if (disk.writeFails !== "") throw diskError(disk.writeFails);
    disk.text = JSON.stringify(settings);
  };
  const parse = (): Settings => {
    const stored = disk.text === null ? {} : JSON.parse(read());
    if (stored.theme === "purple") throw new Error("Config schema violation: `theme` must be one of them");
    return { ...defaultSettings, ...stored };
  };
  const open = () => {
    const all = parse();
    if (disk.text !== JSON.stringify(all)) write(all);
    return {
      get store() {
        return parse();
      },
      set: write,
    };
  };
  const openFile = () =>
    openSettingsFile({
      open,
      readText: read,
      setAside() {
        if (disk.writeFails !== "") throw diskError(disk.writeFails);
        disk.setAside.push(disk.text ?? "");
        disk.text = null;
      },
      log,
    });
  return { disk, log, openFile };
}

const chosen = JSON.stringify({ clientId: "my-client", theme: "dark" });

describe("the file of the settings", () => {
  test("that is not there is begun", () => {
    const { disk, openFile } = createDisk(null);
    expect(openFile().read()).toEqual(defaultSettings);
    expect(JSON.parse(disk.text ?? "")).toEqual(defaultSettings);
  });

  test.each(["{ half", '{"theme":"purple"}'])("that holds no settings is set aside: %s", (text) => {
    const { disk, log, openFile } = createDisk(text);
    expect(openFile().read()).toEqual(defaultSettings);
    expect(disk.setAside).toEqual([text]);
    expect(log.text()).toContain("settings.file-set-aside");
  });

  test.each(["ENOSPC", "EACCES", "EROFS", "EBUSY"])(
    "stays and counts where it cannot be written: %s",
    (code) => {
      const { disk, log, openFile } = createDisk(chosen);
      disk.writeFails = code;
      const file = openFile();
      expect(file.read()).toEqual({ ...defaultSettings, clientId: "my-client", theme: "dark" });
      expect(() => file.write({ theme: "light" })).toThrow(code);
      expect(disk).toMatchObject({ text: chosen, setAside: [] });
      expect(log.text()).toContain("settings.file-not-opened");

      // The disk has room again.
      disk.writeFails = "";
      file.write({ theme: "light" });
      expect(file.read()).toEqual({ ...defaultSettings, clientId: "my-client", theme: "light" });
      expect(JSON.parse(disk.text ?? "")).toEqual(file.read());
    },
  );

  test.each(["EIO", "EACCES"])(
    "stays where it cannot be read, and comes back with the next change: %s",
    (code) => {
      const { disk, openFile } = createDisk(chosen);
      disk.readFails = code;
      const file = openFile();
      expect(file.read()).toEqual(defaultSettings);
      expect(disk).toMatchObject({ text: chosen, setAside: [] });
      disk.readFails = "";
      file.write({ callWindow: !defaultSettings.callWindow });
      expect(file.read()).toMatchObject({ clientId: "my-client", callWindow: !defaultSettings.callWindow });
    },
  );

  test("that holds no settings on a full disk keeps nobody from starting", () => {
    const { disk, openFile } = createDisk('{"clientId":"my-client","theme":"purple"}');
    disk.writeFails = "ENOSPC";
    expect(openFile().read()).toEqual({ ...defaultSettings, clientId: "my-client" });
    expect(disk.setAside).toEqual([]);
  });
});
