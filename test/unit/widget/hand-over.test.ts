import { expect, test } from "vitest";
import { handOver } from "../../../src/widget/hand-over.ts";
import type { PageLoad } from "../../../src/widget/load-within.ts";

const yes = Promise.resolve(true);
const no = Promise.resolve(false);
const loadedPage = Promise.resolve<PageLoad>("loaded");

function attempt(change: { loaded?: Promise<PageLoad>; listening?: Promise<boolean>; isLatest?: boolean }) {
  const posted: string[] = [];
  const { loaded = loadedPage, listening = yes, isLatest = true } = change;
  const outcome = handOver({ loaded, listening, isLatest: () => isLatest, post: () => posted.push("code") });
  return outcome.then((done) => ({ done, posted }));
}

test("a page that is there and listens gets the code", async () => {
  expect(await attempt({})).toEqual({ done: "loaded", posted: ["code"] });
});

test("a page that does not come, or never listens, gets nothing", async () => {
  const unavailable = { status: 503, retryAfterSeconds: 5 };
  expect(await attempt({ loaded: Promise.resolve(unavailable) })).toEqual({ done: unavailable, posted: [] });
  expect(await attempt({ listening: no })).toEqual({ done: "network-error", posted: [] });
});

test("the page of a later sign-in does not get the code of the one before", async () => {
  expect(await attempt({ isLatest: false })).toEqual({ done: "loaded", posted: [] });
});
