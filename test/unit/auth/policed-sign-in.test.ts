import { describe, expect, test } from "vitest";
import { createSessionBench, signInForm } from "../support/session-bench.ts";

const by = "Acme IT";

describe("a sign-in under policies", () => {
  test("takes the client ID and the server of the organisation, whatever the page sends and the product has", async () => {
    const bench = createSessionBench({
      builtInClientId: "built-in",
      settings: { clientId: "acme-1", server: "sandbox" },
      locked: { clientId: by, server: by, serverUrl: by },
    });
    await bench.session.start();
    expect(bench.session.view()).toMatchObject({
      clientIdLocked: true,
      locked: { clientId: by, server: by },
      form: { clientId: "acme-1", server: "sandbox" },
    });
    expect(
      await bench.session.signIn(
        signInForm({ clientId: "mine", server: "custom", serverUrl: "https://mine.example" }),
      ),
    ).toBeNull();
    const asked = new URL(bench.opened[0] ?? "");
    expect(asked.hostname).toBe("platform.devtest.ringcentral.com");
    expect(asked.searchParams.get("client_id")).toBe("acme-1");
    expect(bench.settings()).toMatchObject({ clientId: "acme-1", server: "sandbox", serverUrl: "" });
  });

  test("by JWT is refused where it is not allowed, and by browser where only JWT is", async () => {
    const browserOnly = createSessionBench({ signInWays: ["scheme", "loopback"] });
    await browserOnly.session.start();
    expect(await browserOnly.session.signIn(signInForm({ method: "jwt" }))).toMatchObject({
      code: "sign-in/way-not-allowed",
    });
    const jwtOnly = createSessionBench({ signInWays: ["jwt"] });
    await jwtOnly.session.start();
    expect(await jwtOnly.session.signIn(signInForm())).toMatchObject({ code: "sign-in/way-not-allowed" });
    expect([browserOnly.opened, jwtOnly.opened]).toEqual([[], []]);
  });

  test("goes the way that is left", async () => {
    const bench = createSessionBench({ signInWays: ["loopback", "jwt"] });
    await bench.session.start();
    await bench.session.signIn(signInForm({ redirect: "scheme" }));
    expect(bench.receivers).toHaveLength(1);
    expect(bench.settings().redirect).toBe("loopback");
  });

  test("offers no local address where that is not allowed", async () => {
    const bench = createSessionBench({ signInWays: ["scheme"] });
    await bench.authorize();
    bench.clock.advance(61_000);
    expect(bench.session.view().offersLoopback).toBe(false);
    bench.session.useLoopback();
    expect(bench.receivers).toEqual([]);
    const free = createSessionBench();
    await free.authorize();
    free.clock.advance(61_000);
    expect(free.session.view().offersLoopback).toBe(true);
  });
});
