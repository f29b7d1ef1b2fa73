import type { SandboxUser } from "./types.ts";

/** The demo company. Numbers are from the ranges reserved for fiction, so nobody is ever called. */
export const company = {
  id: "400131426",
  name: "Harbour & Vale",
  mainNumber: "+16505550100",
} as const;

/** The person of the demo. The password is shown on the sign-in page: it protects nothing. */
export const demoUser: SandboxUser = {
  username: "robin.park@example.com",
  password: "open-harbour-42",
  name: "Robin Park",
  firstName: "Robin",
  lastName: "Park",
  extension: "101",
  extensionId: "400131426008",
  directNumber: "+16505550101",
  email: "robin.park@example.com",
};

/** A colleague, for switching accounts and for calls inside the company. */
export const secondUser: SandboxUser = {
  username: "sam.okoro@example.com",
  password: "quiet-vale-17",
  name: "Sam Okoro",
  firstName: "Sam",
  lastName: "Okoro",
  extension: "102",
  extensionId: "400131427008",
  directNumber: "+16505550102",
  email: "sam.okoro@example.com",
};

export const users: readonly SandboxUser[] = [demoUser, secondUser];

export function userById(extensionId: string): SandboxUser | undefined {
  return users.find((user) => user.extensionId === extensionId);
}

/** RingCentral takes an e-mail address or a phone number as the user name. */
export function findUser(username: string, password: string): SandboxUser | undefined {
  const wanted = username.trim().toLowerCase();
  return users.find(
    (user) =>
      user.password === password &&
      (user.username === wanted || user.directNumber.slice(1) === wanted.replace(/\D/g, "")),
  );
}
