import { expect, test } from "vitest";
import type { Call } from "../../../src/calls/call-state.ts";
import { createCalledCountries } from "../../../src/links/called-countries.ts";
import { call, stateOf } from "../calls/support.ts";

function createBench(known: readonly string[] = []) {
  const world = { calledCountries: known, writes: 0 };
  const countries = createCalledCountries({
    settings: {
      get: () => world,
      set({ calledCountries }) {
        world.calledCountries = calledCountries;
        world.writes += 1;
      },
    },
    place: () => ({ country: "US", areaCode: "415" }),
  });
  return { world, countries };
}

const to = (number: string, more: Partial<Call> = {}): Call =>
  call(number, { direction: "outbound", phase: "dialing", number, ...more });

test("a call that is made from here counts, once", () => {
  const { world, countries } = createBench(["GB"]);
  countries.callsChanged(stateOf(to("+4930123456")));
  countries.callsChanged(stateOf(to("+4930123456", { phase: "active" }), to("+442079460018")));
  expect(world).toEqual({ calledCountries: ["GB", "DE"], writes: 1 });
  countries.callsChanged(stateOf());
  countries.callsChanged(stateOf(to("011 41 44 668 18 00")));
  expect(world.calledCountries).toEqual(["GB", "DE", "CH"]);
});

test.each([
  ["comes in", call("in", { number: "+4930123456" })],
  ["is made on another device", to("+4930123456", { where: "elsewhere" })],
  ["stays at home", to("+14155550123")],
  ["stays in the account", to("101")],
  ["has no number that is understood", to("anonymous")],
])("a call that %s does not", (_, made) => {
  const { world, countries } = createBench();
  countries.callsChanged(stateOf(made));
  expect(world.writes).toBe(0);
});
