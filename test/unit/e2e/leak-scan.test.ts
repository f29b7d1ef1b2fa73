import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findSecrets, startLeakScan } from "../../e2e/support/leak-scan.ts";
import { createRequestLog } from "../../sandbox/server/request-log.ts";
import { createTempFolder } from "../support/temp-folder.ts";

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

describe("the leak scan of a test", () => {
  const token = { kind: "access-token", value: "U0pDMTFQMDFQQVMwMnVVl_OtkI05" } as const;
  const code = { kind: "authorization-code", value: "U0pDMTFQMDFQQVMwMnVVlcode" } as const;
  const request = {
    at: 0,
    method: "GET",
    host: "host",
    query: {},
    form: null,
    json: null,
    status: 200,
    authorization: "none",
    origin: null,
  } as const;

  async function scanned(plant: {
    readonly file?: string;
    readonly command?: string;
    readonly path?: string;
  }): Promise<readonly string[]> {
    const dir = await createTempFolder();
    await mkdir(join(dir, "config/Handset"), { recursive: true });
    await writeFile(join(dir, "config/Handset/handset.log"), plant.file ?? "nothing secret");
    const log = createRequestLog();
    log.add({ ...request, path: plant.path ?? "/restapi" });
    log.clear();
    const scan = startLeakScan(
      { dir, programs: () => [{ pid: 2, group: 2, command: plant.command ?? "handset" }] },
      { secretsByKind: () => [token, code], allRequests: log.all },
    );
    await new Promise((resolve) => setTimeout(resolve, 550));
    return scan.finish();
  }

  test("finds one in a file", async () => {
    expect(await scanned({ file: `{"token":"${token.value}"}` })).toEqual([
      "access-token in config/Handset/handset.log",
    ]);
  });
  test("at the end of a long command line", async () => {
    expect(await scanned({ command: `handset ${"--switch ".repeat(200)} ${token.value}` })).toEqual([
      "access-token in the arguments of a process",
    ]);
  });
  test("in a request line, also one that the test has cleared", async () => {
    expect(await scanned({ path: `/restapi/${token.value}` })).toEqual([
      `access-token in a request line to host/restapi/${token.value}`,
    ]);
  });
  test("nothing where there is none, nor the code, which the redirect brings as an argument", async () => {
    expect(await scanned({ command: `handset app.handset.desktop:/oauth?code=${code.value}` })).toEqual([]);
  });
  test("and does not take a folder that is gone for a clean one", async () => {
    const dir = await createTempFolder();
    const scan = startLeakScan(
      { dir, programs: () => [] },
      { secretsByKind: () => [], allRequests: () => [] },
    );
    await rm(dir, { recursive: true });
    await expect(scan.finish()).rejects.toThrow("ENOENT");
  });
});
