import { describe, expect, test } from "vitest";
import { findSecrets } from "../../e2e/support/leak-scan.ts";

const secrets = [{ kind: "refresh-token", value: "U0pDMTFQMDFQQVMwMnVVl_OtkI05cV==" }];

describe("the leak scan finds a secret", () => {
  const value = secrets[0]?.value ?? "";
  test.each([
    ["as it is", Buffer.from(`{"refresh_token":"${value}"}`)],
    ["among binary data", Buffer.concat([Buffer.from([0, 255, 7]), Buffer.from(value), Buffer.from([0])])],
    ["percent-encoded", Buffer.from(`token=${encodeURIComponent(value)}&x=1`)],
    ["as UTF-16, as LevelDB has localStorage", Buffer.from(`x${value}y`, "utf16le")],
    ["in base64 at any offset", Buffer.from(Buffer.from(`ab${value}cd`).toString("base64"))],
    ["in base64 at its start", Buffer.from(Buffer.from(`${value}cd`).toString("base64"))],
  ])("%s", (_, bytes) => {
    expect(findSecrets(bytes, secrets)).toEqual(["refresh-token"]);
  });

  test("and nothing where there is none", () => {
    expect(findSecrets(Buffer.from("U0pDMTFQMDFQQVMwMnVVl_OtkI05c, cut short"), secrets)).toEqual([]);
  });
});
