import { describe, expect, test } from "vitest";
import { parsePresence, presenceChoice, presenceFor } from "../../../src/presence/presence.ts";

describe("presence as the widget tells it", () => {
  test.each([
    ["Available", "TakeAllCalls", "available"],
    ["Busy", "TakeDepartmentCallsOnly", "busy"],
    ["Offline", "TakeAllCalls", "invisible"],
    ["Available", "DoNotAcceptAnyCalls", "do-not-disturb"],
    ["Busy", "no such kind", "busy"],
  ])("%s and %s is %s", (userStatus, dndStatus, choice) => {
    const presence = parsePresence(userStatus, dndStatus);
    expect(presence === null ? null : presenceChoice(presence)).toBe(choice);
  });

  test.each([[undefined], [null], ["available"], [1], [{}]])("%s is none", (userStatus) => {
    expect(parsePresence(userStatus, "TakeAllCalls")).toBeNull();
  });
});

describe("a choice", () => {
  test.each(["available", "busy", "do-not-disturb", "invisible"] as const)("%s is what it says", (choice) => {
    for (const dndStatus of ["TakeAllCalls", "DoNotAcceptAnyCalls", "TakeDepartmentCallsOnly"] as const) {
      expect(presenceChoice(presenceFor(choice, { userStatus: "Busy", dndStatus }))).toBe(choice);
    }
  });

  test("keeps what was chosen for calls of queues", () => {
    const now = { userStatus: "Available", dndStatus: "DoNotAcceptDepartmentCalls" } as const;
    expect(presenceFor("busy", now).dndStatus).toBe("DoNotAcceptDepartmentCalls");
  });
});
