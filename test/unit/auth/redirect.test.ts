import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PendingAuthorization } from "../../../src/auth/authorization-request.ts";
import { checkRedirect, type RedirectVerdict } from "../../../src/auth/redirect.ts";
import { pendingAuthorization, REDIRECT_URI } from "../support/pending.ts";
import { anyText } from "../support/text.ts";

const pending = pendingAuthorization();
const usedStates = ["used-state"];

function check(url: string, request: PendingAuthorization | null = pending): RedirectVerdict {
  return checkRedirect(url, REDIRECT_URI, request, (state) => usedStates.includes(state));
}

/** The refusal in one word, "accepted", and an exclamation mark when the pending request is over. */
function verdict(url: string, request: PendingAuthorization | null = pending): string {
  const result = check(url, request);
  return result.accepted ? "accepted" : `${result.because}${result.endsRequest ? "!" : ""}`;
}

describe("a redirect that answers the request", () => {
  test("is accepted with its code", () => {
    expect(check(`${REDIRECT_URI}?code=U0pDMTF&state=state-1&expires_in=60`)).toEqual({
      accepted: true,
      code: "U0pDMTF",
    });
  });

  test("may write the scheme in capitals and come with an empty fragment", () => {
    expect(verdict("App.Handset.Desktop:/oauth/callback?state=state-1&code=a#")).toBe("accepted");
  });

  test("may bring every character a code may have", () => {
    const code = "~!@$^*()_+-=[]{}|;':\",./<>?%#&";
    const url = `${REDIRECT_URI}?code=${encodeURIComponent(code)}&state=state-1`;
    expect(check(url)).toEqual({ accepted: true, code });
  });
});

describe("bad redirects", () => {
  test.each([
    ["a wrong state", `${REDIRECT_URI}?code=a&state=state-2`, "wrong-state"],
    ["no state", `${REDIRECT_URI}?code=a`, "wrong-state"],
    ["an empty state", `${REDIRECT_URI}?code=a&state=`, "wrong-state"],
    ["the state in other letters", `${REDIRECT_URI}?code=a&state=STATE-1`, "wrong-state"],
    ["the state with a blank", `${REDIRECT_URI}?code=a&state=state-1%20`, "wrong-state"],
    ["the right state behind a wrong one", `${REDIRECT_URI}?code=a&state=x&state=state-1`, "wrong-state"],
    ["one replayed", `${REDIRECT_URI}?code=a&state=used-state`, "replayed"],
    ["another path", "app.handset.desktop:/oauth/other?code=a&state=state-1", "wrong-address"],
    ["a longer path", `${REDIRECT_URI}/x?code=a&state=state-1`, "wrong-address"],
    ["a path in capitals", "app.handset.desktop:/OAuth/callback?code=a&state=state-1", "wrong-address"],
    ["dots in the path", "app.handset.desktop:/oauth/x/../callback?code=a&state=state-1", "wrong-address"],
    ["a host", "app.handset.desktop://oauth/callback?code=a&state=state-1", "wrong-address"],
    ["an empty host", "app.handset.desktop:///oauth/callback?code=a&state=state-1", "wrong-address"],
    [
      "another host",
      "app.handset.desktop://evil.example/oauth/callback?code=a&state=state-1",
      "wrong-address",
    ],
    ["another scheme", "handset:/oauth/callback?code=a&state=state-1", "wrong-address"],
    [
      "a line break in the path",
      "app.handset.desktop:/oauth/call\nback?code=a&state=state-1",
      "wrong-address",
    ],
    ["a blank in front", ` ${REDIRECT_URI}?code=a&state=state-1`, "wrong-address"],
    ["neither code nor error", `${REDIRECT_URI}?state=state-1`, "malformed"],
    ["no query", REDIRECT_URI, "malformed"],
    ["the answer in the fragment", `${REDIRECT_URI}#code=a&state=state-1`, "malformed"],
    ["an empty code", `${REDIRECT_URI}?code=&state=state-1`, "malformed"],
    ["a code with a blank", `${REDIRECT_URI}?code=a%20b&state=state-1`, "malformed"],
    ["a code with a control character", `${REDIRECT_URI}?code=a%00b&state=state-1`, "malformed"],
    ["a code far too long", `${REDIRECT_URI}?code=${"a".repeat(3000)}&state=state-1`, "malformed"],
    ["1 MB of junk", `${REDIRECT_URI}?code=${"a".repeat(1024 * 1024)}&state=state-1`, "malformed"],
    ["no address", "junk", "malformed"],
    ["nothing", "", "malformed"],
  ])("%s is refused and leaves the request open", (_, url, because) => {
    expect(verdict(url)).toBe(because);
  });

  test("one that nobody asked for", () => {
    expect(verdict(`${REDIRECT_URI}?code=a&state=state-1`, null)).toBe("not-asked");
    expect(verdict(`${REDIRECT_URI}?error=access_denied&state=state-1`, null)).toBe("not-asked");
  });

  test("one replayed is told from one that nobody asked for", () => {
    expect(verdict(`${REDIRECT_URI}?code=a&state=used-state`, null)).toBe("replayed");
  });
});

describe("errors", () => {
  test("access_denied with the request's state ends the request", () => {
    expect(check(`${REDIRECT_URI}?error=access_denied&state=state-1`)).toEqual({
      accepted: false,
      because: "access-denied",
      endsRequest: true,
      error: "access_denied",
    });
  });

  test("any other error ends it with the error's name", () => {
    expect(check(`${REDIRECT_URI}?error=invalid_scope&state=state-1`)).toMatchObject({
      because: "authorization-error",
      endsRequest: true,
      error: "invalid_scope",
    });
  });

  test("an error wins over a code", () => {
    expect(verdict(`${REDIRECT_URI}?error=access_denied&code=a&state=state-1`)).toBe("access-denied!");
  });

  test.each(["access_denied", "server_error"])("%s with a wrong state changes nothing", (error) => {
    expect(verdict(`${REDIRECT_URI}?error=${error}&state=state-2`)).toBe("wrong-state");
    expect(verdict(`${REDIRECT_URI}?error=${error}`)).toBe("wrong-state");
  });

  test.each(["<b>Call+1-900</b>", "", "a".repeat(100), "Say this to the user"])(
    "an error that is no code is not repeated: %j",
    (error) => {
      const result = check(`${REDIRECT_URI}?error=${encodeURIComponent(error)}&state=state-1`);
      expect(result).toMatchObject({ because: "authorization-error", error: null });
    },
  );
});

describe("hostile redirects", () => {
  const part = fc.oneof(
    fc.constantFrom(
      "code",
      "state",
      "error",
      "state-1",
      "a",
      "=",
      "&",
      "?",
      "#",
      "%20",
      "access_denied",
      ";",
    ),
    anyText(10),
  );
  const redirect = fc
    .tuple(
      fc.constantFrom(REDIRECT_URI, `${REDIRECT_URI}?`, `${REDIRECT_URI}?code=a&`, "handset:/", ""),
      fc.array(part, { maxLength: 12 }),
    )
    .map(([start, parts]) => start + parts.join(""));

  test("nothing is accepted when the state differs, however it is written", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 40 }),
        fc.string({ maxLength: 40 }),
        (ours, theirs) => {
          fc.pre(ours !== theirs);
          const url = `${REDIRECT_URI}?${new URLSearchParams({ code: "a", state: theirs })}`;
          const result = check(url, pendingAuthorization({ state: ours }));
          expect(result).toMatchObject({ accepted: false, endsRequest: false });
        },
      ),
      { numRuns: 300 },
    );
  });

  test("never throws; what is accepted or ends the request carries its state", () => {
    fc.assert(
      fc.property(redirect, (url) => {
        const result = check(url);
        if (!result.accepted && !result.endsRequest) return;
        expect(new URL(url).searchParams.get("state")).toBe("state-1");
        expect(url.startsWith(`${REDIRECT_URI}?`)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("nothing is accepted while no request is open", () => {
    fc.assert(
      fc.property(redirect, (url) => {
        expect(check(url, null)).toMatchObject({ accepted: false, endsRequest: false });
      }),
      { numRuns: 300 },
    );
  });
});
