import { expect, test } from "vitest";
import { handOver } from "../../../src/widget/hand-over.ts";

const yes = Promise.resolve(true);
const no = Promise.resolve(false);

function attempt(change: { loaded?: Promise<boolean>; listening?: Promise<boolean>; isLatest?: boolean }) {
  const posted: string[] = [];
  const { loaded = yes, listening = yes, isLatest = true } = change;
  const outcome = handOver({ loaded, listening, isLatest: () => isLatest, post: () => posted.push("code") });
  return outcome.then((done) => ({ done, posted }));
}

test("a page that is there and listens gets the code", async () => {
  expect(await attempt({})).toEqual({ done: true, posted: ["code"] });
});

test("a page that does not come, or never listens, gets nothing", async () => {
  expect(await attempt({ loaded: no })).toEqual({ done: false, posted: [] });
  expect(await attempt({ listening: no })).toEqual({ done: false, posted: [] });
});

test("the page of a later sign-in does not get the code of the one before", async () => {
  expect(await attempt({ isLatest: false })).toEqual({ done: true, posted: [] });
});
