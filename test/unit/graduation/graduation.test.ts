import { describe, expect, test } from "vitest";
import { signOutNotice } from "../../../src/auth/notices.ts";
import type { SessionStatus } from "../../../src/auth/session-status.ts";
import type { Activity } from "../../../src/graduation/activities.ts";
import { createGraduation } from "../../../src/graduation/graduation.ts";
import type { GraduationRecord } from "../../../src/graduation/record.ts";
import type { WidgetMessage } from "../../../src/widget/messages.ts";
import { createFakeScheduler } from "../support/scheduler.ts";
import { webphoneCall } from "../support/webphone-call.ts";

function createBench() {
  const world = {
    app: "client-1" as string | null,
    session: { state: "signed-out", reason: null } as Pick<SessionStatus, "state" | "reason">,
    file: {} as GraduationRecord,
    writes: 0,
    changes: 0,
    opens: true,
  };
  const opened: string[] = [];
  const scheduler = createFakeScheduler();
  const create = () =>
    createGraduation({
      app: () => world.app,
      session: () => world.session,
      file: {
        read: () => world.file,
        write: (record) => {
          world.file = record;
          world.writes += 1;
        },
      },
      scheduler,
      openAddress: async (url) => {
        opened.push(url);
        return world.opens;
      },
      changed: () => {
        world.changes += 1;
      },
    });
  const graduation = create();
  const done = (activity: Activity, of = graduation) =>
    of.view()?.activities.find(({ name }) => name === activity)?.done;
  const become = (session: typeof world.session): void => {
    scheduler.advance(1000);
    world.session = session;
    graduation.sessionChanged();
  };
  return { world, graduation, create, done, become, opened };
}

const called = (id: string): WidgetMessage => ({
  type: "call",
  event: { what: "start", call: webphoneCall(id, { direction: "outbound" }) },
});
const signedOutByUser = { state: "signed-out", reason: signOutNotice({ kind: "user" }, 0) } as const;
const signedIn = { state: "signed-in", reason: null } as const;

describe("graduation", () => {
  test("counts for the app of the sandbox environment, and is still there after a restart", () => {
    const { graduation, create, done, world } = createBench();
    graduation.told(called("c-1"));
    graduation.told(called("c-1"));
    graduation.told(called("c-2"));
    expect([done("outbound-calls"), world.writes, world.changes]).toEqual([2, 2, 2]);
    expect(done("outbound-calls", create())).toBe(2);
  });

  test("counts apart for each client ID", () => {
    const { graduation, done, world } = createBench();
    graduation.told(called("c-1"));
    world.app = "client-2";
    expect(done("outbound-calls")).toBe(0);
  });

  test("is nothing anywhere else, nor with a client ID that is none", () => {
    const { graduation, world } = createBench();
    for (const app of [null, "", "no client id"]) {
      world.app = app;
      graduation.told(called("c-1"));
      graduation.tick("contacts", true);
      expect(graduation.view()).toBeNull();
    }
    expect(world.writes).toBe(0);
  });

  test("counts a sign-out with the sign-in before it, and not an end that nobody asked for", () => {
    const { done, become } = createBench();
    become(signedIn);
    become(signedOutByUser);
    expect(done("sign-ins")).toBe(1);
    become(signedOutByUser);
    become(signedIn);
    become({ state: "signed-out", reason: signOutNotice({ kind: "expired" }, 0) });
    expect(done("sign-ins")).toBe(1);
  });

  test("says whether somebody is signed in", () => {
    const { graduation, become, world } = createBench();
    expect(graduation.view()?.isSignedIn).toBe(false);
    const before = world.changes;
    become(signedIn);
    expect([graduation.view()?.isSignedIn, world.changes]).toEqual([true, before + 1]);
  });

  test("takes the developer's word for what is not told", () => {
    const { graduation } = createBench();
    const ticked = () => graduation.view()?.activities.find(({ name }) => name === "contacts")?.ticked;
    graduation.tick("contacts", true);
    expect(ticked()).toBe(true);
    graduation.tick("contacts", false);
    expect(ticked()).toBe(false);
  });

  test("forgets what was removed", () => {
    const { graduation, done } = createBench();
    graduation.told(called("c-1"));
    graduation.forget();
    expect(done("outbound-calls")).toBe(0);
    graduation.told(called("c-1"));
    expect(done("outbound-calls")).toBe(1);
  });

  test("opens RingCentral's pages in the browser, or says that it could not", async () => {
    const { graduation, opened, world } = createBench();
    expect(await graduation.openPage("support-case")).toBeNull();
    world.opens = false;
    expect(await graduation.openPage("console")).toMatchObject({ code: "graduation/not-opened" });
    expect(opened).toEqual([
      "https://developers.ringcentral.com/support/create-case",
      "https://developers.ringcentral.com/login.html",
    ]);
  });
});
