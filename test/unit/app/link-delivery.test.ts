import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import { createInbox } from "../../../src/app/inbox.ts";
import { readHandedOver, takeLinks } from "../../../src/app/link-delivery.ts";

const SCHEMES = ["tel", "handset", "app.handset.desktop"];
const REDIRECT = "app.handset.desktop:/oauth/callback?code=code-1&state=state-1";

/** As much of Electron's `app` as links come by, played by hand. */
function createApp() {
  const events = new EventEmitter();
  const app = {
    on(event: string, listener: (...args: unknown[]) => void) {
      events.on(event, listener);
      return app;
    },
  } as unknown as Electron.App;
  const inbox = createInbox();
  const received: [string, string | null][] = [];
  let broughtForward = 0;
  takeLinks(app, SCHEMES, inbox, () => {
    broughtForward++;
  });
  return {
    connect: () =>
      inbox.connect(
        (link, opener) => received.push([link, opener]),
        () => {},
      ),
    received,
    broughtForward: () => broughtForward,
    /** macOS; returns whether the system's own handling was prevented. */
    openUrl(url: string): boolean {
      let prevented = false;
      const event = {
        preventDefault: () => {
          prevented = true;
        },
      };
      events.emit("open-url", event, url);
      return prevented;
    },
    secondInstance: (argv: readonly string[], data: unknown) =>
      events.emit("second-instance", {}, argv, "/", data),
  };
}

describe("a link on macOS", () => {
  test("that comes before anybody can take it is kept, in order, and taken once", () => {
    const app = createApp();
    expect([REDIRECT, "tel:102"].map(app.openUrl)).toEqual([true, true]);
    app.connect();
    expect(app.received).toEqual([
      [REDIRECT, null],
      ["tel:102", null],
    ]);
    expect(app.broughtForward()).toBe(0);
  });

  test("is passed on whole while Handset runs", () => {
    const app = createApp();
    app.connect();
    app.openUrl(REDIRECT);
    expect(app.received).toEqual([[REDIRECT, null]]);
  });
});

describe("a second instance on Windows", () => {
  /** As Windows starts it, by the command line that was registered, and as Chromium adds to that. */
  const argv = (...more: string[]): string[] => [
    "C:\\Program Files\\Handset\\Handset.exe",
    "--allow-file-access-from-files",
    ...more,
  ];

  test("hands over the redirect that it was started with, and who started it", () => {
    const app = createApp();
    app.connect();
    app.secondInstance(argv(REDIRECT), { link: REDIRECT, opener: "Firefox" });
    expect(app.received).toEqual([[REDIRECT, "firefox"]]);
    expect(app.broughtForward()).toBe(0);
  });

  test("without a link brings the first one forward", () => {
    const app = createApp();
    app.connect();
    app.secondInstance(argv(), { link: null, opener: null });
    expect(app.received).toEqual([]);
    expect(app.broughtForward()).toBe(1);
  });

  test("whose command line was reordered hands over what it passed on as data", () => {
    const reordered = argv("tel:666", "--profile=other", REDIRECT);
    expect(readHandedOver(reordered, { link: REDIRECT, opener: null }, SCHEMES)?.link).toBe(REDIRECT);
  });

  test.each([[undefined], [null], ["text"], [7], [{}], [{ link: 7 }], [{ link: ["tel:1"] }]])(
    "that passed on %j is read by its command line, and nothing else of that counts",
    (data) => {
      expect(readHandedOver(argv("--data-dir=C:\\evil", REDIRECT), data, SCHEMES)).toEqual({
        link: REDIRECT,
        opener: null,
      });
      expect(readHandedOver(argv("--quit", "https://evil.example/"), data, SCHEMES)).toBeNull();
    },
  );

  test.each([["../../evil"], ["x".repeat(40)], [7], [null]])("started by %j has no opener", (opener) => {
    expect(readHandedOver([], { link: "tel:102", opener }, SCHEMES)).toEqual({
      link: "tel:102",
      opener: null,
    });
  });
});
