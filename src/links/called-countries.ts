import type { CallState } from "../calls/call-state.ts";
import { type DialingPlace, parsePhoneNumber } from "./phone-number.ts";
import { countryKey } from "./remarks.ts";

export interface CalledCountries {
  /** Follows the calls; to be told of each change. */
  callsChanged(state: CallState): void;
}

export interface CalledCountriesOptions {
  readonly settings: {
    get(): { readonly calledCountries: readonly string[] };
    set(changes: { readonly calledCountries: readonly string[] }): unknown;
  };
  /** How the account dials. */
  readonly place: () => DialingPlace;
}

/** Remembers the countries that were called from here, whoever dialled: a link, a menu, or the phone's own page. */
export function createCalledCountries({ settings, place }: CalledCountriesOptions): CalledCountries {
  /** Each call changes often, and its number is read once. */
  let counted: ReadonlySet<string> = new Set();
  const learn = (numbers: readonly string[]): void => {
    const known = settings.get().calledCountries;
    const home = place();
    const all = new Set(known);
    for (const number of numbers) {
      const read = parsePhoneNumber(number, home);
      const key = read.ok ? countryKey(read.number) : null;
      if (key !== null && key !== home.country) all.add(key);
    }
    if (all.size > known.length) settings.set({ calledCountries: [...all] });
  };
  return {
    callsChanged({ calls }) {
      const made = calls.filter(({ where, direction }) => where === "here" && direction === "outbound");
      const fresh = made.filter(({ id }) => !counted.has(id));
      counted = new Set(made.map(({ id }) => id));
      if (fresh.length > 0) learn(fresh.map(({ number }) => number));
    },
  };
}
