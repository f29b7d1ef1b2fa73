import { describe, expect, test } from "vitest";
import { missingScopes, scopesNotice } from "../../../src/auth/scopes.ts";
import { createClients } from "../../sandbox/oauth/clients.ts";

const all = createClients().public.scopes;
const without = (...names: readonly string[]) => all.filter((scope) => !names.includes(scope)).join(" ");
const optional = ["ReadCallRecording", "EditExtensions", "TeamMessaging", "Video"];

describe("missingScopes", () => {
  test("nothing is missing of what a full registration grants, in any order", () => {
    expect(missingScopes(all.join(" "))).toEqual([]);
    expect(missingScopes([...all].reverse().join("  "))).toEqual([]);
  });

  test("optional scopes are not missed", () => {
    expect(missingScopes(without(...optional))).toEqual([]);
  });

  test("every other scope is, with what it costs", () => {
    for (const scope of all.filter((each) => !optional.includes(each))) {
      expect(missingScopes(without(scope))).toEqual([{ scope, costs: expect.stringMatching(/^\S.*[^.]$/) }]);
    }
    expect(missingScopes(without("SMS"))).toEqual([{ scope: "SMS", costs: "the Text tab is hidden" }]);
  });

  test("the plural of a name is the same scope", () => {
    const plural = `${without("EditMessage", "WebSocketsSubscriptions")} EditMessages WebSocketSubscription`;
    expect(missingScopes(plural)).toEqual([]);
  });

  test("a scope is not found inside the name of another", () => {
    expect(missingScopes(without("SMS").concat(" SMSExtra")).map(({ scope }) => scope)).toEqual(["SMS"]);
  });

  test.each(["", " "])("a token that does not say, %j, was granted what was asked for", (granted) => {
    expect(missingScopes(granted)).toEqual([]);
  });
});

describe("scopesNotice", () => {
  test("says nothing when all is there", () => {
    expect(scopesNotice(all.join(" "), true)).toBeNull();
  });

  test("names what is missing with what it costs", () => {
    expect(scopesNotice(without("SMS"), true)).toEqual({
      code: "scopes/missing",
      severity: "warning",
      title: "The app registration lacks permissions (no SMS scope: the Text tab is hidden).",
      nextStep: "Add to it in RingCentral's Developer Console: SMS. Then sign in again.",
    });
  });

  test("names three losses and counts the others", () => {
    const notice = scopesNotice("Video", true);
    expect(notice?.title).toContain("no ReadAccounts scope");
    expect(notice?.title).toContain("; and 10 more)");
    expect(notice?.nextStep).toContain("ReadAccounts, VoipCalling");
    expect(notice?.nextStep).toContain("EditPresence");
  });

  test("names the switch that a missing refresh token needs", () => {
    expect(scopesNotice(all.join(" "), false)).toMatchObject({
      code: "scopes/no-refresh-token",
      nextStep: expect.stringContaining("“Issue refresh tokens”"),
    });
  });

  test("says both when both are missing", () => {
    const notice = scopesNotice(without("SMS", "RingOut"), false);
    expect(notice?.code).toBe("scopes/missing-and-no-refresh-token");
    expect(notice?.title).toContain("no RingOut scope");
    expect(notice?.title).toContain("refresh tokens");
    expect(notice?.nextStep).toContain("RingOut, SMS");
    expect(notice?.nextStep).toContain("“Issue refresh tokens”");
  });
});
