import { expect, test } from "vitest";
import type { AppRegistration } from "../../../src/auth/app-registration.ts";
import { createAppSecrets } from "../../../src/auth/app-secrets.ts";
import { policedForm, takeSignInForm } from "../../../src/auth/sign-in-form.ts";
import type { SignInForm } from "../../../src/ipc/channels.ts";
import { policyLayer } from "../../../src/settings/policy-layer.ts";
import { noPolicies } from "../../../src/settings/policy-values.ts";
import { defaultSettings } from "../../../src/settings/settings.ts";
import { createSettings } from "../../../src/settings/store.ts";
import type { Secret } from "../../../src/vault/secret.ts";
import type { EntryName, Vault } from "../../../src/vault/vault.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { signInForm } from "../support/session-bench.ts";

/** The settings, with policies over them, and the secrets of one user. */
function createBench() {
  let stored = defaultSettings;
  const vaulted = new Map<EntryName, Secret>();
  const settings = createSettings({
    file: {
      read: () => stored,
      write: (changes) => {
        stored = { ...stored, ...changes };
      },
    },
    log: createRecordingLog(),
  });
  const vault: Pick<Vault, "read" | "write" | "remove"> = {
    read: async () => ({ found: false, because: "absent" }),
    write: async (name, value) => {
      vaulted.set(name, value);
      return "sealed";
    },
    remove: async (name) => void vaulted.delete(name),
  };
  const secrets = createAppSecrets(vault as Vault);
  const signIn = (form: Partial<SignInForm>, builtInClientId: string | null = null): AppRegistration => {
    const taken = takeSignInForm(policedForm(signInForm(form), settings), {
      settings,
      secrets,
      builtInClientId,
      ways: null,
    });
    if (!("clientId" in taken)) throw new Error(taken.title);
    return taken;
  };
  const hold = (clientId: string) =>
    settings.setPolicy(policyLayer({ ...noPolicies, settings: { clientId } }));
  return { signIn, hold, secrets, vaulted, free: () => settings.setPolicy(policyLayer(noPolicies)) };
}

const mine = { clientId: "mine", clientSecret: "my-secret", jwt: "my-jwt" };

test("a secret stays with its client ID from one sign-in to the next", () => {
  const { signIn } = createBench();
  expect(signIn(mine).clientSecret?.reveal()).toBe("my-secret");
  expect(signIn({ clientId: "mine" }).clientSecret?.reveal()).toBe("my-secret");
  expect(signIn({ clientId: "other" }).clientSecret).toBeNull();
});

test("a client ID that a policy has brought since does not get the secret of the user's own app", () => {
  const { signIn, hold, secrets, vaulted } = createBench();
  signIn(mine);
  hold("public-of-acme");
  // The page sends what it was told: the policy's client ID, and no word of a secret.
  expect(signIn({ clientId: "public-of-acme" })).toMatchObject({
    clientId: "public-of-acme",
    clientSecret: null,
  });
  expect([secrets.jwt, vaulted.size]).toEqual([null, 0]);
});

test("a secret that was given for the policy's client ID is kept, and is not the user's own app's later", () => {
  const { signIn, hold, free } = createBench();
  signIn(mine);
  hold("acme");
  signIn({ clientId: "acme", clientSecret: "acme-secret" });
  expect(signIn({ clientId: "acme" }).clientSecret?.reveal()).toBe("acme-secret");
  free();
  expect(signIn({ clientId: "mine" }).clientSecret).toBeNull();
});

test("nor does a client ID that a new version has built in", () => {
  const { signIn } = createBench();
  signIn(mine);
  expect(signIn({}, "built-in")).toMatchObject({ clientId: "built-in", clientSecret: null });
});
