import type { Log } from "../diagnostics/log.ts";
import type { Notice } from "../ipc/channels.ts";
import { dataNotClearedNotice, signInUnderWayNotice } from "./notices.ts";
import type { PhoneLife } from "./phone-life.ts";
import type { Place } from "./place.ts";
import type { AccountLabel } from "./session.ts";
import type { SessionEffects } from "./session-api.ts";
import type { SessionStore } from "./session-store.ts";
import type { TokenLife } from "./token-life.ts";
import type { TokenRequests } from "./token-requests.ts";

export interface PhoneReloadOptions {
  readonly log: Log;
  readonly effects: Pick<SessionEffects, "clearPhoneData" | "unloadPhone">;
  readonly store: SessionStore;
  readonly phone: PhoneLife;
  readonly life: TokenLife;
  readonly requests: TokenRequests;
  readonly place: Place;
}

/** The phone's page is loaded anew by the user's wish, while the session goes on. */
export interface PhoneReload {
  reload(how: { readonly clearData: boolean }): Promise<Notice | null>;
  /** The page says that it is signed in: where it was loaded anew, the user gets back to where they were. */
  loggedIn(account: AccountLabel): void;
}

export function createPhoneReload(options: PhoneReloadOptions): PhoneReload {
  const { log, effects, store, phone, life, requests, place } = options;
  let isUnderWay = false;

  const clear = async (): Promise<Notice | null> => {
    try {
      await effects.clearPhoneData();
      log.info("session.data-cleared", {});
      return null;
    } catch (cause) {
      log.error("session.data-not-cleared", { cause });
      return dataNotClearedNotice;
    }
  };

  return {
    async reload({ clearData }) {
      const { session } = store;
      if (session.state === "authorizing" || session.state === "redeeming") return signInUnderWayNotice;
      requests.forget();
      if (session.state !== "signed-in") {
        phone.unload();
        return clearData ? clear() : null;
      }
      isUnderWay = true;
      place.left(session.account);
      if (clearData) effects.unloadPhone();
      const failure = clearData ? await clear() : null;
      // Signed out in the meantime: then there is nothing to come back to.
      if (life.token !== null && store.session.state === "signed-in") void phone.restore(life.token);
      return failure;
    },
    loggedIn(account) {
      if (isUnderWay) place.signedIn(account);
      isUnderWay = false;
    },
  };
}
