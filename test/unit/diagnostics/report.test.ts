import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLog } from "../../../src/diagnostics/log.ts";
import { type ReportFacts, reportText } from "../../../src/diagnostics/report.ts";
import { defaultSettings } from "../../../src/settings/settings.ts";

const about = {
  electron: "45.4.1",
  chromium: "156.0.1",
  node: "24.1.0",
  system: "linux 6.1.0-23-amd64 x64",
  widget: "https://apps.ringcentral.com/integration/app.html?clientId=abc",
  support: { website: "https://handset.example/", help: "https://handset.example/help" },
};

const facts = (more: Partial<ReportFacts> = {}): ReportFacts => ({
  productName: "Handset",
  version: "0.1.0",
  about,
  at: Date.UTC(2026, 0, 2, 3, 4, 5),
  checks: [],
  settings: defaultSettings,
  locked: {},
  logLines: [],
  person: { home: "/home/ann", userName: "ann" },
  ...more,
});

/** Lines as the log writes them. */
function logged(write: (log: ReturnType<typeof createLog>) => void): readonly string[] {
  const lines: string[] = [];
  write(
    createLog(
      (line) => lines.push(line.trimEnd()),
      () => Date.UTC(2026, 0, 1),
    ),
  );
  return lines;
}

describe("a report", () => {
  test("has the versions, whatever they look like, and the widget's address without what is behind it", () => {
    const text = reportText(facts());
    expect(text).toMatch(/^Report of Handset, 2026-01-02T03:04:05\.000Z\n/);
    for (const line of ["Handset 0.1.0", "Electron 45.4.1", "System linux 6.1.0-23-amd64 x64"]) {
      expect(text).toContain(`\n${line}\n`);
    }
    expect(text).toContain("https://apps.ringcentral.com/integration/app.html\n");
    expect(text).not.toContain("clientId=abc");
  });

  test("has every check with its state, its sentence and the way on", () => {
    const text = reportText(
      facts({
        checks: [
          {
            name: "keychain",
            answer: {
              state: "failed",
              notes: [{ title: "Your system’s keychain is locked.", nextStep: "Unlock it." }],
              way: null,
            },
          },
          { name: "tray", answer: null },
        ],
      }),
    );
    expect(text).toContain("[failed] Keychain: Your system's keychain is locked. Unlock it.");
    expect(text).toContain("[not known] Tray");
  });

  test("has the settings that are choices, and of the others only whether they are set", () => {
    const text = reportText(
      facts({
        settings: {
          ...defaultSettings,
          clientId: "short-id",
          screenPopUrl: "https://crm.example/api-key/hunter2?number={number}",
          trustedSources: ["link:tel", "command-line"],
          widgetFeatures: { stylesUri: "https://styles.example/hunter2.css" },
        },
        locked: { updates: "Acme IT", theme: "ann" },
      }),
    );
    for (const line of [
      "updates = ask (managed by Acme IT)",
      "theme = system (managed by [user])",
      "closeToTray = true",
      "region = US",
      "clientId = set",
      "serverUrl = not set",
      "screenPopUrl = set",
      "trustedSources = 2 entries",
      "blockedSources = 0 entries",
      "widgetFeatures = changed: stylesUri",
    ]) {
      expect(text).toContain(`\n${line}\n`);
    }
    expect(text).not.toMatch(/hunter2|short-id|link:tel|crm\.example/);
  });

  test("has the log's lines as they are said", () => {
    const logLines = logged((log) => {
      log.info("session.changed", { state: "signed-in", attempt: 3, ok: true, because: null });
      log.warn("vault.read-failed", { cause: new Error("EACCES: '/home/ann/.config/Handset/vault'") });
    });
    const text = reportText(facts({ logLines }));
    expect(text).toContain(
      "2026-01-01T00:00:00.000Z info session.changed state=signed-in attempt=3 ok=true because=null",
    );
    expect(text).toContain("warn vault.read-failed cause=Error: EACCES: '[home]/.config/Handset/vault'");
    expect(text).not.toContain("ann");
  });

  test("leaves out what the log did not write", () => {
    const logLines = [
      "hunter2",
      "[]",
      '{"at":"hunter2","level":"info","event":"a.b"}',
      '{"at":"2026-01-01T00:00:00.000Z","level":"hunter2","event":"a.b"}',
      '{"at":"2026-01-01T00:00:00.000Z","level":"info","event":"hunter2"}',
      '{"at":"2026-01-01T00:00:00.000Z","level":"info","event":"a.b","x":14155550123,"y":{"z":"hunter2"}}',
    ];
    const text = reportText(facts({ logLines }));
    expect(text).not.toMatch(/hunter2|4155550123/);
    expect(text.match(/a line that is not the log's/g)).toHaveLength(5);
    expect(text).toContain("a.b x=[…] y=[object]");
  });

  test("does not name the user, on any system", () => {
    const logLines = logged((log) => {
      log.info("a.b", { path: "C:\\Users\\Ann\\AppData\\Handset" });
      log.info("a.c", { path: "/Library/Managed Preferences/ann/app.plist", word: "channel" });
    });
    const text = reportText(facts({ logLines, person: { home: "C:\\Users\\Ann", userName: "ann" } }));
    expect(text).toContain("path=[home]\\AppData\\Handset");
    expect(text).toContain("path=/Library/Managed Preferences/[user]/app.plist word=channel");
  });
});

/** What must not come out, in the shapes it has, and the pieces by which it would be known. */
const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((all) => all.join(""));
const mixed = (minLength: number, maxLength: number) =>
  fc
    .string({
      unit: fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"),
      minLength,
      maxLength,
    })
    .filter((text) => /\d/.test(text) && /[A-Za-z]/.test(text));
interface Planted {
  readonly written: string;
  readonly secret: string;
}
const planted: fc.Arbitrary<Planted> = fc.oneof(
  // Access and refresh tokens, client secrets, verifiers, authorization codes.
  mixed(20, 120).map((secret) => ({ written: secret, secret })),
  mixed(20, 60).map((secret) => ({ written: `Bearer ${secret}`, secret })),
  fc.tuple(mixed(20, 60), mixed(20, 60), mixed(20, 60)).map(([head, body, tail]) => ({
    written: `eyJ${head}.${body}.${tail}`,
    secret: body,
  })),
  fc.uuid().map((secret) => ({ written: secret, secret })),
  mixed(4, 40).map((secret) => ({
    written: `app.handset.desktop:/oauth/callback?code=${secret}`,
    secret: `=${secret}`,
  })),
  mixed(4, 40).map((secret) => ({
    written: `https://x.example/app.html#jwt=${secret}`,
    secret: `=${secret}`,
  })),
  digits(11).map((secret) => ({ written: `+${secret}`, secret })),
  digits(11).map((secret) => ({ written: `${secret}*101`, secret })),
);

describe("secrets of each shape, planted everywhere,", () => {
  test("do not come out", () => {
    fc.assert(
      fc.property(planted, fc.constantFrom("", "token ", "x: '"), ({ written, secret }, before) => {
        const text = `${before}${written}`;
        const lines = logged((log) => {
          log.warn("a.b", { text, cause: new Error(text) });
          log.warn(text, { [text]: text });
        });
        const report = reportText(
          facts({
            about: { ...about, widget: `https://apps.example/app.html?x=${encodeURIComponent(text)}` },
            checks: [
              {
                name: "links",
                answer: { state: "attention", notes: [{ title: text, nextStep: text }], way: null },
              },
            ],
            settings: {
              ...defaultSettings,
              clientId: text,
              region: text,
              serverUrl: text,
              eventStreamPort: text,
              trustedSources: [text],
              screenPopUrl: text,
              widgetFeatures: { [text]: text },
            },
            locked: { clientId: text },
            logLines: [
              ...lines,
              text,
              JSON.stringify({ at: text, level: text, event: text, text }),
              JSON.stringify({
                at: "2026-01-01T00:00:00.000Z",
                level: "info",
                event: "a.b",
                [text]: text,
                x: [text],
              }),
            ],
          }),
        );
        expect(report).not.toContain(secret);
      }),
      { numRuns: 500 },
    );
  });
});
