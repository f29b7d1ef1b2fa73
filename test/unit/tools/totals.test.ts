import { describe, expect, test } from "vitest";
import {
  addTotals,
  judgeSuite,
  noTotals,
  parsePlaywrightReport,
  parseVitestReport,
  totalsLine,
} from "../../tools/totals.ts";

describe("Vitest's report", () => {
  const report = (...testResults: unknown[]): string => JSON.stringify({ testResults });
  const passing = { fullName: "a works", status: "passed", failureMessages: [] };

  test("passed, failed and skipped tests", () => {
    const file = {
      name: "/r/a.test.ts",
      status: "failed",
      message: "",
      assertionResults: [
        passing,
        { fullName: "a fails", status: "failed", failureMessages: ["expected 1 to be 2"] },
        { fullName: "a waits", status: "skipped" },
        { fullName: "a is planned", status: "todo" },
      ],
    };
    expect(parseVitestReport(report(file))).toEqual({
      passed: 1,
      failures: [{ title: "a fails", detail: "expected 1 to be 2" }],
      skipped: [
        { title: "a waits", reason: "no reason given" },
        { title: "a is planned", reason: "to do" },
      ],
    });
  });

  test("a file that cannot be imported is a failure", () => {
    const broken = {
      name: "/r/b.test.ts",
      status: "failed",
      message: "Cannot find module",
      assertionResults: [],
    };
    const totals = parseVitestReport(
      report({ name: "a", status: "passed", assertionResults: [passing] }, broken),
    );
    expect(totals).toMatchObject({
      passed: 1,
      failures: [{ title: "/r/b.test.ts", detail: "Cannot find module" }],
    });
  });
});

describe("Playwright's report", () => {
  const spec = (title: string, ...tests: unknown[]): unknown => ({ title, tests });
  const report = (specs: unknown[], errors: unknown[] = []): string =>
    JSON.stringify({
      errors,
      suites: [{ title: "a.spec.ts", specs: [], suites: [{ title: "sign-in", specs }] }],
    });

  test("passed, failed and skipped tests, nested suites, several projects", () => {
    const totals = parsePlaywrightReport(
      report([
        spec("works", { status: "expected" }, { status: "expected" }),
        spec("fails", { status: "unexpected", results: [{ errors: [{ message: "timeout" }] }] }),
        spec("waits", { status: "skipped", annotations: [{ type: "skip", description: "no tray here" }] }),
      ]),
    );
    expect(totals).toEqual({
      passed: 2,
      failures: [{ title: "a.spec.ts › sign-in › fails", detail: "timeout" }],
      skipped: [{ title: "a.spec.ts › sign-in › waits", reason: "no tray here" }],
    });
  });

  test("a test that passes when repeated has failed", () => {
    const flaky = { status: "flaky", results: [{ errors: [{ message: "timeout" }] }, { errors: [] }] };
    expect(parsePlaywrightReport(report([spec("wobbles", flaky)]))).toMatchObject({
      passed: 0,
      failures: [{ detail: "Passed only when repeated:\ntimeout" }],
    });
  });

  test("a failure says how the texts end that were attached to it", () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index + 1}`);
    const attachments = [
      { name: "app.log", contentType: "text/plain", body: Buffer.from(lines.join("\n")).toString("base64") },
      { name: "shot", contentType: "image/png", body: "aaaa" },
      { name: "elsewhere", contentType: "text/plain", path: "/a.txt" },
    ];
    const failing = { status: "unexpected", results: [{ errors: [{ message: "timeout" }], attachments }] };
    const [failure] = parsePlaywrightReport(report([spec("fails", failing)])).failures;
    expect(failure?.detail.split("\n")).toEqual(["timeout", "app.log:", ...lines.slice(-30)]);
  });

  test("errors outside of tests are failures", () => {
    expect(parsePlaywrightReport(report([], [{ message: "global set-up threw" }]))).toMatchObject({
      failures: [{ title: "outside of any test", detail: "global set-up threw" }],
    });
  });
});

describe("the judgement of a suite", () => {
  const passed = { ...noTotals, passed: 3 };

  test("stands when it ended well", () => {
    expect(judgeSuite("unit", passed, null)).toEqual(passed);
  });

  test("no report, no test, or a bad end without a failed test each make one failure", () => {
    expect(judgeSuite("unit", null, "it was ended by SIGKILL").failures).toHaveLength(1);
    expect(judgeSuite("unit", noTotals, null).failures).toHaveLength(1);
    expect(judgeSuite("unit", passed, "it ended with exit code 1")).toMatchObject({
      passed: 3,
      failures: [{ title: "unit", detail: expect.stringContaining("exit code 1") }],
    });
  });

  test("only skipped tests are no test", () => {
    const skipped = [{ title: "a", reason: "b" }];
    expect(judgeSuite("unit", { ...noTotals, skipped }, null).failures).toHaveLength(1);
  });

  test("failed tests are not counted twice for the exit code they cause", () => {
    const failing = { ...passed, failures: [{ title: "a", detail: "b" }] };
    expect(judgeSuite("unit", failing, "it ended with exit code 1")).toEqual(failing);
  });

  test("the last line", () => {
    const failing = { ...noTotals, failures: [{ title: "a", detail: "b" }] };
    expect(totalsLine(addTotals([passed, failing, passed]))).toBe("6 passed, 1 failed");
  });
});
