import { expect, test } from "vitest";
import { callNow } from "../../../src/links/call-now.ts";
import type { DialRequest } from "../../../src/links/intent.ts";
import type { DialOutcome } from "../../../src/links/link-controller.ts";

const refused = {
  result: "refused",
  notice: { code: "link/x", severity: "warning", title: "No.", nextStep: "Type it." },
} as const;

async function call(outcome: DialOutcome) {
  const done: string[] = [];
  const requests: DialRequest[] = [];
  const links = {
    request: async (request: DialRequest) => {
      requests.push(request);
      return outcome;
    },
    tell: ({ code }: { readonly code: string }) => void done.push(code),
  };
  await callNow({ links, session: { bringForward: () => void done.push("phone") } }, "+14155550123");
  expect(requests).toMatchObject([{ kind: "call", written: "+14155550123", source: { kind: "clipboard" } }]);
  return done;
}

test("the phone comes forward with the call, or for the sign-in", async () => {
  expect(await call({ result: "posted", shown: "" })).toEqual(["phone"]);
  expect(await call({ result: "waiting", shown: "", for: "sign-in" })).toEqual(["phone"]);
});

test("the phone does not cover the question, and what is refused is said", async () => {
  expect(await call({ result: "asked", shown: "" })).toEqual([]);
  expect(await call(refused)).toEqual(["link/x"]);
});
