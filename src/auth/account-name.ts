import { displayNumber, parsePhoneNumber } from "../links/phone-number.ts";
import type { AccountLabel } from "./session.ts";

/**
 * The account as people read it: "+1 650 555 0100 ext. 101". The widget gives the main number without its plus, and
 * the extension behind a star (`loginNumber`, Embeddable's manual, "Login status event"); whatever else it gives is
 * shown as it is.
 */
export function accountName(account: AccountLabel): string {
  const [, main, extension = null] = /^(\d{7,15})(?:\*(\d{1,10}))?$/.exec(account) ?? [];
  if (main === undefined) return account;
  const parsed = parsePhoneNumber(`+${main}`, "", extension);
  return parsed.ok ? displayNumber(parsed.number) : account;
}
