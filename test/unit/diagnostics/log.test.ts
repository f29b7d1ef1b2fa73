import { describe, expect, test } from "vitest";
import { createLog } from "../../../src/diagnostics/log.ts";
import { Secret } from "../../../src/vault/secret.ts";

function createBench() {
  const lines: string[] = [];
  const log = createLog(
    (line) => lines.push(line),
    () => Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  );
  return { log, lines, last: (): unknown => JSON.parse(lines.at(-1) ?? "null") };
}

describe("the log", () => {
  test("writes one line of JSON with time, level and event", () => {
    const { log, lines, last } = createBench();
    log.info("app.starting", { version: "0.1.0", steps: 3, ok: true, because: null });
    expect(last()).toEqual({
      at: "2026-01-02T03:04:05.006Z",
      level: "info",
      event: "app.starting",
      version: "0.1.0",
      steps: 3,
      ok: true,
      because: null,
    });
    expect(lines[0]).toMatch(/^[^\n]+\n$/);
  });

  test("has three levels", () => {
    const { log, lines } = createBench();
    log.info("a.b");
    log.warn("a.b");
    log.error("a.b");
    expect(lines.map((line) => JSON.parse(line).level)).toEqual(["info", "warn", "error"]);
  });

  test("redacts each field", () => {
    const { log, lines, last } = createBench();
    log.warn("vault.read-failed", {
      cause: new Error("refused for +14155550123"),
      url: "https://x.example/?code=abc",
      secret: new Secret("hunter2"),
    });
    expect(last()).toMatchObject({
      cause: "Error: refused for +[…]",
      url: "https://x.example/[…]",
      secret: "[object]",
    });
    expect(lines.join()).not.toMatch(/hunter2|abc|5550123/);
  });

  test("stays one line whatever a field holds", () => {
    const { log, lines } = createBench();
    log.error("widget.crashed", { reason: 'x"}\n{"level":"info","event":"forged"}' });
    expect(lines[0]?.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "").level).toBe("error");
  });

  test("a field cannot pose as the level, the event or the time", () => {
    const { log, last } = createBench();
    log.error("widget.crashed", { level: "info", event: "all.well", at: "yesterday" });
    expect(last()).toMatchObject({
      level: "error",
      event: "widget.crashed",
      at: "2026-01-02T03:04:05.006Z",
    });
  });
});
