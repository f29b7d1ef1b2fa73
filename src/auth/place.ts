import type { Scheduler } from "../app/scheduler.ts";
import type { AccountLabel } from "./session.ts";

/** Where in the widget the user was, so that signing in again does not lose the place. Kept in memory only. */
export interface Place {
  /** The signed-in widget shows another of its pages. */
  moved(path: string): void;
  /** The sign-in of that account has run out. */
  left(account: AccountLabel): void;
  signedIn(account: AccountLabel): void;
  forget(): void;
}

/** The widget goes to its own first page by then; later it would be a surprise. */
const RETURN_LIMIT_MS = 60_000;

/** @param navigate opens the path in the widget, which is signed in and has shown its first page */
export function createPlace(scheduler: Scheduler, navigate: (path: string) => void): Place {
  let path: string | null = null;
  let leftAt: { readonly account: AccountLabel; readonly path: string } | null = null;
  let wayBack: string | null = null;
  let stopLimit = (): void => {};

  const endReturn = (): void => {
    stopLimit();
    wayBack = null;
  };

  return {
    moved(next) {
      const back = wayBack;
      endReturn();
      path = back ?? next;
      // Only now: the widget opens its first page by itself, and would go there over ours.
      if (back !== null && back !== next) navigate(back);
    },
    left(account) {
      leftAt = path === null ? null : { account, path };
      path = null;
    },
    signedIn(account) {
      endReturn();
      if (leftAt !== null && leftAt.account === account) {
        wayBack = leftAt.path;
        stopLimit = scheduler.after(RETURN_LIMIT_MS, endReturn);
      }
      leftAt = null;
    },
    forget() {
      endReturn();
      path = null;
      leftAt = null;
    },
  };
}
