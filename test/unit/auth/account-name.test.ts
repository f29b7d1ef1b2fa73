import { expect, test } from "vitest";
import { accountName } from "../../../src/auth/account-name.ts";

test.each([
  ["16505550100*101", "+1 650 555 0100 ext. 101"],
  ["442079460018", "+44 20 7946 0018"],
  ["ada@example.com", "ada@example.com"],
  ["", ""],
  ["16505550100*", "16505550100*"],
  ["99999999*1", "99999999*1"],
])("%s is shown as %s", (account, name) => {
  expect(accountName(account)).toBe(name);
});
