import type { CheckAnswer, CheckWay } from "../../src/diagnostics/diagnostics-view.ts";
import type { Activity, TickableActivity } from "../../src/graduation/activities.ts";

/** Every sentence of the page that says what works. `product` is the product's name. */
export const texts = {
  title: "What works",
  windowTitle: (product: string) => `What works – ${product}`,
  checking: "Looking…",
  checked: ({ failed, attention }: { readonly failed: number; readonly attention: number }) => {
    if (failed > 0) return failed === 1 ? "1 thing does not work." : `${failed} things do not work.`;
    if (attention > 0) return "Everything works, as far as it can be seen here. Some of it is worth a look.";
    return "Everything works, as far as it can be seen here.";
  },
  again: "Check again",
  states: { ok: "OK", attention: "Worth a look", failed: "Does not work" } satisfies Record<
    CheckAnswer["state"],
    string
  >,
  looking: "Looking…",
  ways: {
    "sign-in": "Show the sign-in",
    settings: "Open the settings",
    devices: "Try microphone and speakers",
    reconnect: "Reconnect now",
  } satisfies Record<CheckWay, string>,

  versions: "Versions",

  report: "Report",
  reportHelp:
    "For whoever helps you: versions, the checks above, your settings and the end of the log. Phone numbers are masked. Tokens, passwords, codes and names of people are not in it. It is plain text: read it before you pass it on.",
  copy: "Copy report",
  copied: "The report is on the clipboard.",
  save: "Save report",
  saved: "Saved as",
  openFolder: "Open its folder",

  graduation: "Graduate your app",
  graduationHelp: (clientId: string) =>
    `The app with the client ID ${clientId} is used in RingCentral’s sandbox environment. Before it may go to production, each of these has to be done there. What this computer’s phone tells is counted.`,
  activities: {
    sms: "Send text messages (SMS)",
    "internal-messages": "Send messages to extensions of the account",
    "read-messages": "Read unread messages",
    presence: "Change the presence in the phone’s settings",
    contacts: "Refresh the contacts on their page",
    "sign-ins": "Sign in and out",
    "outbound-calls": "Make calls on this computer",
    "inbound-calls": "Take calls on this computer",
    "ring-out-calls": "Make RingOut calls",
    "ring-out-control": "End or hold RingOut calls in the phone",
  } satisfies Record<Activity, string>,
  tickHelp: {
    contacts: "The phone does not tell of this: tick it when it is done.",
    "ring-out-control":
      "Holds are counted. Who ended a call the phone does not tell: tick it when it is done.",
  } satisfies Record<TickableActivity, string>,
  count: (done: number, needed: number) => `${done} of ${needed}`,
  ticked: "done",
  tick: "Done",
  tickLabel: (activity: string) => `Done: ${activity}`,
  missing: "Not all of it is done yet.",
  complete: "All of it is done. Apply for production in RingCentral’s developer console.",
  console: "Developer console",
  "support-case": "Ask RingCentral’s developer support",
  after: "After graduation",
  afterHelp:
    "RingCentral gives the app a client ID for production. Sign out, enter that client ID on the sign-in page and choose the server “Production” under “More ways to sign in”.",
  openSettings: "Open the settings to sign out",
  openSignIn: "Open the sign-in page",
};
