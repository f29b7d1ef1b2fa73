/** Reads the JSON reports of Vitest and Playwright into one form. */

/** What became of a suite. */
export interface Totals {
  readonly passed: number;
  readonly failures: readonly Failure[];
  readonly skipped: readonly Skipped[];
}

export interface Failure {
  readonly title: string;
  readonly detail: string;
}

export interface Skipped {
  readonly title: string;
  readonly reason: string;
}

/** Of each text that is attached to a failure. */
const SHOWN_LINES = 30;

export const noTotals: Totals = { passed: 0, failures: [], skipped: [] };

export function addTotals(all: readonly Totals[]): Totals {
  return {
    passed: all.reduce((sum, each) => sum + each.passed, 0),
    failures: all.flatMap((each) => each.failures),
    skipped: all.flatMap((each) => each.skipped),
  };
}

/** The last line of `npm test`. */
export function totalsLine({ passed, failures }: Totals): string {
  return `${passed} passed, ${failures.length} failed`;
}

/**
 * What a suite's run comes to. A suite that reports nothing, ran nothing, or ended badly without naming a failed
 * test is itself a failure: "0 failed" is only ever said about tests that ran.
 * @param totals what its report says, or null when there is none that can be read
 * @param ending how its process ended, in words, or null for exit code 0
 */
export function judgeSuite(suite: string, totals: Totals | null, ending: string | null): Totals {
  const failed = (detail: string): Totals =>
    addTotals([totals ?? noTotals, { ...noTotals, failures: [{ title: suite, detail }] }]);
  if (totals === null) return failed(`The suite left no report (${ending ?? "it ended normally"}).`);
  if (totals.failures.length > 0) return totals;
  if (ending !== null) return failed(`The suite names no failed test, yet ${ending}.`);
  if (totals.passed === 0) return failed("The suite ran no test.");
  return totals;
}

/** Vitest's `json` reporter (vitest.dev/guide/reporters). @throws SyntaxError when it is not one */
export function parseVitestReport(text: string): Totals {
  const files = list(record(JSON.parse(text)).testResults);
  return addTotals(
    files.map(record).map((file) => {
      const name = string(file.name);
      const tests = list(file.assertionResults).map(record);
      // A file that cannot be imported has a message and no tests.
      if (file.status === "failed" && !tests.some((test) => test.status === "failed"))
        return {
          ...noTotals,
          failures: [{ title: name, detail: string(file.message) }],
        };
      return addTotals(tests.map((test) => vitestResult(test)));
    }),
  );
}

function vitestResult(test: Readonly<Record<string, unknown>>): Totals {
  const title = string(test.fullName);
  switch (test.status) {
    case "passed":
      return { ...noTotals, passed: 1 };
    case "skipped":
    case "pending":
    case "disabled":
    case "todo":
      return {
        ...noTotals,
        skipped: [
          {
            title,
            reason: test.status === "todo" ? "to do" : "no reason given",
          },
        ],
      };
    default:
      return {
        ...noTotals,
        failures: [{ title, detail: list(test.failureMessages).map(string).join("\n") }],
      };
  }
}

/**
 * Playwright's `json` reporter (playwright.dev/docs/test-reporters). A test that passed only when repeated counts as
 * failed: it did fail.
 * @throws SyntaxError when it is not one
 */
export function parsePlaywrightReport(text: string): Totals {
  const report = record(JSON.parse(text));
  // Errors outside of any test: a configuration that does not load, a global set-up that throws.
  const outside = list(report.errors).map((error) => ({
    title: "outside of any test",
    detail: string(record(error).message),
  }));
  return addTotals([
    ...list(report.suites).map((suite) => playwrightSuite(record(suite), [])),
    { ...noTotals, failures: outside },
  ]);
}

function playwrightSuite(suite: Readonly<Record<string, unknown>>, path: readonly string[]): Totals {
  const here = [...path, string(suite.title)];
  return addTotals([
    ...list(suite.suites).map((inner) => playwrightSuite(record(inner), here)),
    ...list(suite.specs)
      .map(record)
      .flatMap((spec) => {
        const title = [...here, string(spec.title)].join(" › ");
        return list(spec.tests).map((test) => playwrightResult(title, record(test)));
      }),
  ]);
}

function playwrightResult(title: string, test: Readonly<Record<string, unknown>>): Totals {
  switch (test.status) {
    case "expected":
      return { ...noTotals, passed: 1 };
    case "skipped":
      return { ...noTotals, skipped: [{ title, reason: skipReason(test) }] };
    default: {
      const results = list(test.results).map(record);
      const errors = results.flatMap(({ errors }) => list(errors));
      const detail = errors.map((error) => string(record(error).message)).join("\n") || "no message";
      const prefix = test.status === "flaky" ? "Passed only when repeated:\n" : "";
      const texts = results.flatMap(({ attachments }) => list(attachments).map(record).flatMap(endOfText));
      return {
        ...noTotals,
        failures: [{ title, detail: [prefix + detail, ...texts].join("\n") }],
      };
    }
  }
}

/** What a test attached to its failure as text, such as a log: its end says most. */
function endOfText({ name, contentType, body }: Readonly<Record<string, unknown>>): readonly string[] {
  if (contentType !== "text/plain" || typeof body !== "string") return [];
  const lines = Buffer.from(body, "base64").toString().trimEnd().split("\n");
  return [`${string(name)}:`, ...lines.slice(-SHOWN_LINES)];
}

function skipReason(test: Readonly<Record<string, unknown>>): string {
  const skip = list(test.annotations)
    .map(record)
    .find(({ type }) => type === "skip" || type === "fixme");
  return (skip && string(skip.description)) || "no reason given";
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) throw new SyntaxError("not a test report");
  return value as Readonly<Record<string, unknown>>;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function string(value: unknown): string {
  return typeof value === "string" ? value : "";
}
