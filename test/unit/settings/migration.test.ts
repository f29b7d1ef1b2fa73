import { describe, expect, test } from "vitest";
import { type Migration, migrateSettings, VERSION_FIELD } from "../../../src/settings/migration.ts";

const renamed: Migration = ({ country, ...rest }) => ({ ...rest, region: country });
const uppercase: Migration = (settings) => ({ ...settings, region: String(settings.region).toUpperCase() });

describe("settings of an older Handset", () => {
  test("take each step that they have not seen, in order", () => {
    expect(migrateSettings({ country: "de", mine: 1 }, [renamed, uppercase])).toEqual({
      region: "DE",
      mine: 1,
      [VERSION_FIELD]: 2,
    });
    expect(migrateSettings({ region: "de", [VERSION_FIELD]: 1 }, [renamed, uppercase])).toEqual({
      region: "DE",
      [VERSION_FIELD]: 2,
    });
  });

  test.each([
    ["of this version", 2],
    ["of a newer one", 7],
  ])("%s are left alone", (_, version) => {
    expect(migrateSettings({ region: "de", [VERSION_FIELD]: version }, [renamed, uppercase])).toBeNull();
  });

  test.each([-1, 0.5, "2", null, Number.NaN])(
    "with a version that is none (%j) count as the oldest",
    (version) => {
      expect(migrateSettings({ country: "de", [VERSION_FIELD]: version }, [renamed])).toEqual({
        region: "de",
        [VERSION_FIELD]: 1,
      });
    },
  );
});
