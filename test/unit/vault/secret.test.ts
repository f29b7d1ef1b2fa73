import { format, inspect } from "node:util";
import { expect, test } from "vitest";
import { Secret } from "../../../src/vault/secret.ts";

test("a secret gives its text to those who ask for it, and to nobody else", () => {
  const secret = new Secret("hunter2");
  expect(secret.reveal()).toBe("hunter2");

  const error = Object.assign(new Error("failed"), { secret });
  const printed = [
    `${secret}`,
    String(secret),
    JSON.stringify({ secret, list: [secret] }),
    inspect(secret, { showHidden: true, depth: 9 }),
    inspect({ nested: { secret } }, { depth: 9 }),
    format("%s %o %j", secret, secret, secret),
    inspect(error),
    JSON.stringify({ ...secret }),
    Object.keys(secret).join(),
    JSON.stringify(Object.getOwnPropertyDescriptors(secret)),
  ];
  expect(printed.join("\n")).not.toContain("hunter2");
  expect(printed[0]).toBe("[secret]");
});

test("an error that carries a secret does not show it, wherever the error is printed", () => {
  const secret = new Secret("hunter2");
  const error = new Error(`sealing ${secret} failed`, { cause: { secret } });
  const printed = [error.message, String(error), error.stack, inspect(error, { depth: 9 }), `${[secret]}`];
  expect(printed.join("\n")).not.toContain("hunter2");
  expect(error.message).toBe("sealing [secret] failed");
});
