import { damagedEscape, decode, rejection, splitOnce } from "./link-text.ts";
import type { DialingPlace, PhoneNumberResult } from "./phone-number.ts";
import { readTel } from "./tel-link.ts";

/**
 * Reads what stands behind `sip:` or `sips:` where its user part is a telephone number (RFC 3261, section 19.1.1:
 * `user=phone`, and digits without it). The account's own line dials the number: the host is never contacted, and
 * whatever else the link asks for is ignored.
 */
export function readSip(rest: string, place: DialingPlace): PhoneNumberResult {
  const beforeHeaders = splitOnce(rest, "?")[0];
  const at = beforeHeaders.lastIndexOf("@");
  // By the RFC a lone word is a host; pages write lone numbers.
  const userInfo = at === -1 ? beforeHeaders : beforeHeaders.slice(0, at);
  // A password follows a colon; the user part itself may hold parameters of the number.
  const user = splitOnce(userInfo, ":")[0];
  const name = decode(splitOnce(user, ";")[0]);
  if (name === null) return rejection("malformed", damagedEscape(user));
  if (name.trim() === "") return rejection("no-number");
  if (/[\p{L}_@/\\=&$!~']/u.test(name)) return rejection("sip-name", name);
  return readTel(user, place);
}
