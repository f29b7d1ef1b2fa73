import type { Clearable } from "../../../src/privacy/privacy.ts";

/** One kind of thing that is kept on this computer. */
interface Stored {
  readonly what: string;
  readonly where: string;
}

/** What there is to clear, and in which words. */
export interface ClearTexts {
  readonly title: string;
  readonly help: string;
  readonly button: string;
  /** Asked before something is lost that cannot be had again; null where nothing is. */
  readonly question: string | null;
  readonly confirm: string;
  readonly done: string;
}

/** What the section about privacy says. `product` is the product's name. */
export const privacyTexts = {
  title: "Privacy",
  words: "privacy data storage telemetry tracking delete remove clear forget disk",
  telemetry: "Nothing is reported",
  telemetryHelp: (product: string) =>
    `${product} sends no telemetry: no usage, no crash reports, to nobody. It talks to RingCentral, and to the update server unless updates are off. The phone itself is RingCentral’s page, and what that tells RingCentral is in RingCentral’s privacy notice; its reports to the page around it (enableAnalytics) are off.`,
  telemetryWords: "analytics telemetry tracking statistics crash report",
  stored: "What is stored where",
  storedHelp: (product: string) =>
    `All of it is on this computer, for your user only. ${product} keeps no copy elsewhere.`,
  storedWords: "files folder token password encrypted keychain log cookies",
  storedRows: (product: string): readonly Stored[] => [
    {
      what: "Your sign-in, the client secret and a JWT",
      where:
        "Folder “vault”, encrypted with the system’s keychain. Without a keychain they are only in memory.",
    },
    {
      what: "Your settings",
      where:
        "File “config.json”, readable. It also has the countries that links have called, and the programs you have trusted or blocked.",
    },
    {
      what: "What the phone keeps: messages, contacts, call history",
      where:
        "Storage of the phone’s page, in the data folder. Not encrypted by itself: whoever can read your files can read it.",
    },
    {
      what: "The log",
      where: `Folder “logs”, at most 2 MB: what ${product} did and when. No sign-in, no text of a message. A report that you have saved is there, too.`,
    },
    {
      what: "Calls listed in the tray",
      where: "In memory, until you sign out or quit.",
    },
    {
      what: "Places of windows, which links were opened here, the presence to go back to, the last look for updates, and what a developer’s app has done in RingCentral’s sandbox",
      where: "Small files in the data folder, with no number and no name in them.",
    },
    {
      what: "The key for the command line",
      where: "Folder “control”. It lets programs of your user control the phone while it runs.",
    },
    {
      what: "Start at login, and which links are opened here",
      where: "The system’s own lists.",
    },
  ],
  clear: {
    "phone-data": {
      title: "What the phone keeps",
      help: "Removes messages, contacts and call history from this computer and loads the phone again. You stay signed in; RingCentral still has all of it.",
      button: "Clear the phone’s data…",
      question:
        "The phone is loaded again and fetches what it needs from RingCentral. What you chose in the phone’s own settings is lost.",
      confirm: "Clear the phone’s data",
      done: "The phone’s data is removed.",
    },
    "call-history": {
      title: "Calls that were made here",
      help: "Forgets the calls listed in the tray and the countries that links have called. The phone’s own call history stays.",
      button: "Forget calls",
      question: null,
      confirm: "",
      done: "The calls are forgotten.",
    },
    sources: {
      title: "Answers to “call this number?”",
      help: "Forgets which programs may call without asking and which are refused. You are asked about each again.",
      button: "Forget trusted and blocked sources",
      question: null,
      confirm: "",
      done: "The answers are forgotten.",
    },
    log: {
      title: "Log",
      help: "Deletes what is in the log until now.",
      button: "Delete the log",
      question: null,
      confirm: "",
      done: "The log is deleted.",
    },
    everything: {
      title: "Everything",
      help: "For a computer that you hand on: signs you out and removes the sign-in, the phone’s data, the settings, the start at login, what is opened here, the small files and the log.",
      button: "Sign out and remove everything…",
      question: "This cannot be taken back. Only what your organisation manages stays.",
      confirm: "Sign out and remove everything",
      done: "Everything is removed.",
    },
  } satisfies Record<Clearable, ClearTexts>,
};
