/**
 * What an app has to have done in RingCentral's sandbox environment before it may go to production, in the order of
 * Embeddable's manual ("Using a custom client ID", "Graduate your app").
 */
export const activities = [
  "sms",
  "internal-messages",
  "read-messages",
  "presence",
  "contacts",
  "sign-ins",
  "outbound-calls",
  "inbound-calls",
  "ring-out-calls",
  "ring-out-control",
] as const;
export type Activity = (typeof activities)[number];

/** How often each is wanted; "more than 5" is 6. */
export const needed: Readonly<Record<Activity, number>> = {
  sms: 6,
  "internal-messages": 6,
  "read-messages": 6,
  presence: 6,
  contacts: 6,
  "sign-ins": 6,
  "outbound-calls": 5,
  "inbound-calls": 5,
  "ring-out-calls": 5,
  "ring-out-control": 6,
};

/**
 * What the developer ticks: no message of the widget tells that contacts were refreshed, and of a RingOut call none
 * tells which side ended it, so that only holds are counted.
 */
export const tickable = ["contacts", "ring-out-control"] as const satisfies readonly Activity[];
export type TickableActivity = (typeof tickable)[number];

export function isTickable(activity: unknown): activity is TickableActivity {
  return tickable.some((each) => each === activity);
}
