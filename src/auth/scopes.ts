import type { Notice } from "../ipc/channels.ts";

/** A scope that the widget needs, and what the user does without when the app registration lacks it. */
export interface ScopeCost {
  /** As the token names it: `SMS`, `VoipCalling`. */
  readonly scope: string;
  /** The rest of the sentence "Without it, ...". */
  readonly costs: string;
}

/** Without it Embeddable revokes and removes its token before it says that anybody is signed in. */
const VITAL = "ReadAccounts";

/**
 * What Embeddable needs of a client ID of one's own (its manual, "Using a custom client ID"), by the names that
 * tokens use, the heaviest loss first. Its optional scopes are not missed: Read Call Recording, Edit Extensions,
 * TeamMessaging, Video.
 */
const NEEDED: readonly ScopeCost[] = [
  { scope: VITAL, costs: "RingCentral Embeddable signs out again at once" },
  { scope: "VoipCalling", costs: "calls cannot be made or taken on this computer" },
  { scope: "WebSocketsSubscriptions", costs: "new messages, calls and presence show up late or not at all" },
  { scope: "CallControl", costs: "calls on other devices cannot be seen or controlled" },
  { scope: "RingOut", costs: "calls cannot be placed through your other phones" },
  { scope: "SMS", costs: "the Text tab is hidden" },
  { scope: "ReadMessages", costs: "messages, voicemail and faxes cannot be read" },
  { scope: "EditMessage", costs: "messages cannot be marked as read or deleted" },
  { scope: "InternalMessages", costs: "colleagues cannot be texted at their extension" },
  { scope: "ReadCallLog", costs: "the call history is empty" },
  { scope: "ReadContacts", costs: "names from your contacts are missing" },
  { scope: "ReadPresence", costs: "your status and that of colleagues is not shown" },
  { scope: "EditPresence", costs: "your status cannot be changed, such as to Do Not Disturb" },
];

/** Tokens of real applications were also seen with these; only the plural of the name differs. */
const ALSO_NAMED: Readonly<Record<string, readonly string[]>> = {
  EditMessage: ["EditMessages"],
  WebSocketsSubscriptions: ["WebSocketSubscription", "WebSocketSubscriptions"],
};

/** So many losses are named in a notice; more make no sentence. */
const NAMED = 3;

/**
 * The needed scopes that a token was not granted.
 *
 * @param granted the token's `scope`, space-separated; "" when the token does not say, which means what was
 *   asked for (RFC 6749 section 5.1)
 */
export function missingScopes(granted: string): readonly ScopeCost[] {
  const scopes = new Set(granted.toLowerCase().split(/\s+/).filter(Boolean));
  const isGranted = ({ scope }: ScopeCost): boolean =>
    [scope, ...(ALSO_NAMED[scope] ?? [])].some((name) => scopes.has(name.toLowerCase()));
  return scopes.size === 0 ? [] : NEEDED.filter((needed) => !isGranted(needed));
}

/**
 * Whether the widget cannot even sign in with what a token was granted.
 *
 * @param granted as for `missingScopes`
 */
export function lacksVitalScope(granted: string): boolean {
  return missingScopes(granted).some(({ scope }) => scope === VITAL);
}

/** What the app registration lacks, what that costs and where to change it; null when it has all. */
export function scopesNotice(granted: string, hasRefreshToken: boolean): Notice | null {
  const missing = missingScopes(granted);
  if (missing.length === 0) return hasRefreshToken ? null : noRefreshTokenNotice;
  const losses = missing.slice(0, NAMED).map(({ scope, costs }) => `no ${scope} scope: ${costs}`);
  const more = missing.length - losses.length;
  const title = `The app registration lacks permissions (${losses.join("; ")}${more === 0 ? "" : `; and ${more} more`}).`;
  const names = missing.map(({ scope }) => scope).join(", ");
  return {
    code: hasRefreshToken ? "scopes/missing" : "scopes/missing-and-no-refresh-token",
    severity: "warning",
    title: hasRefreshToken
      ? title
      : `${title} It gives no refresh tokens either: this sign-in ends in an hour.`,
    nextStep: hasRefreshToken
      ? `Add to it in RingCentral's Developer Console: ${names}. Then sign in again.`
      : `Add to it in RingCentral's Developer Console: ${names}; and switch on “Issue refresh tokens”. Then sign in again.`,
  };
}

const noRefreshTokenNotice: Notice = {
  code: "scopes/no-refresh-token",
  severity: "warning",
  title: "RingCentral gave no refresh token, so this sign-in ends in an hour.",
  nextStep:
    "Switch on “Issue refresh tokens” in the app registration in RingCentral's Developer Console, then sign in again.",
};
