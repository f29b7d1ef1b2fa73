import type { Activity } from "./activities.ts";

/** How far an app in RingCentral's sandbox environment is on its way to production. */
export interface GraduationView {
  readonly clientId: string;
  readonly isSignedIn: boolean;
  readonly activities: readonly {
    readonly name: Activity;
    readonly done: number;
    readonly needed: number;
    /** Whether the developer says that it is done; null where it is counted only. */
    readonly ticked: boolean | null;
  }[];
  /** Every activity was done often enough. */
  readonly isComplete: boolean;
}

/** RingCentral's pages for developers. */
export const developerPages = {
  console: "https://developers.ringcentral.com/login.html",
  "support-case": "https://developers.ringcentral.com/support/create-case",
} as const;
export type DeveloperPage = keyof typeof developerPages;
