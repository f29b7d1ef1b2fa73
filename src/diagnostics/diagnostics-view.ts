import type { GraduationView } from "../graduation/graduation-view.ts";

/** Everything that is looked at, in the order in which it is shown, by the name that people see. */
export const checkLabels = {
  keychain: "Keychain",
  session: "Sign-in",
  phone: "Phone",
  line: "Line",
  microphone: "Microphone",
  speaker: "Speakers",
  links: "Phone links",
  "sign-in-link": "Way back from the browser",
  tray: "Tray",
  policies: "Policies",
  network: "Network",
  updates: "Updates",
  "settings-file": "Settings file",
} as const;

export type CheckName = keyof typeof checkLabels;

/** Where a button beside a check leads. */
export const checkWays = ["sign-in", "settings", "devices", "reconnect"] as const;
export type CheckWay = (typeof checkWays)[number];

/** What was found, in one sentence, and the way on: "" where nothing is to be done. */
export interface CheckNote {
  readonly title: string;
  readonly nextStep: string;
}

export interface CheckAnswer {
  /** "attention": it may be meant so, or passes; "failed": something does not work because of it. */
  readonly state: "ok" | "attention" | "failed";
  /** One, or one for each thing that was found. */
  readonly notes: readonly CheckNote[];
  readonly way: CheckWay | null;
}

export interface CheckRow {
  readonly name: CheckName;
  /** The last one; null before there was any. */
  readonly answer: CheckAnswer | null;
}

/** What the page "diagnostics" shows. */
export interface DiagnosticsView {
  readonly productName: string;
  readonly checks: readonly CheckRow[];
  /** Some answers are still to come. */
  readonly isChecking: boolean;
  /** Name and version of each part. */
  readonly versions: readonly (readonly [name: string, version: string])[];
  /** Where the report was saved last, or null. */
  readonly savedAs: string | null;
  /** Null unless the app of this sign-in is to be graduated. */
  readonly graduation: GraduationView | null;
}
