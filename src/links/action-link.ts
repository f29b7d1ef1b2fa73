import type { OpenPage } from "./intent.ts";
import { escapeAgain, rejection, splitOnce } from "./link-text.ts";
import { type MessageParts, readRecipients } from "./message-link.ts";
import type { DialingPlace, PhoneNumberResult } from "./phone-number.ts";
import type { Rejection } from "./reject-reason.ts";
import { readTel } from "./tel-link.ts";

export type Action =
  | { readonly do: "call"; readonly number: PhoneNumberResult }
  | { readonly do: "message"; readonly message: MessageParts | Rejection }
  | { readonly do: "open"; readonly page: OpenPage };

/**
 * Reads the product's own links, `handset://call?number=`, `sms?number=&text=`, `open?page=`, and the same of
 * RingCentral's apps: `rcmobile://call?number=`, `rcapp://r/call?number=`, `rcapp://r/sms?type=new&number=&content=`.
 */
export function readAction(rest: string, place: DialingPlace): Action | Rejection {
  const [path, query] = splitOnce(rest, "?");
  const action = path.toLowerCase().replace(/^\/*(?:r\/)?|\/+$/g, "");
  const parameters = new URLSearchParams(query);
  // In a query a literal plus means a space (URL Standard, urlencoded parsing), but people write +1415...
  const given = parameters.get("number")?.replace(/(^|,) (?=\d)/g, "$1+");
  const call = (): Action => ({
    do: "call",
    number: given === undefined ? rejection("no-number") : readTel(escapeAgain(given), place),
  });
  switch (action) {
    case "call":
      return call();
    case "dialer":
      return given === undefined ? { do: "open", page: "dialer" } : call();
    case "sms": {
      const text = parameters.get("text") ?? parameters.get("content") ?? parameters.get("body");
      return { do: "message", message: readRecipients(escapeAgain(given ?? ""), text, place) };
    }
    case "open":
      return open(parameters.get("page") ?? "dialer");
    case "":
      return open("dialer");
    default:
      return open(action);
  }
}

function open(name: string): Action | Rejection {
  const page = pageNamed(name.toLowerCase());
  return page === null ? rejection("unknown-action", name) : { do: "open", page };
}

function pageNamed(name: string): OpenPage | null {
  switch (name) {
    case "dialer":
    case "history":
    case "messages":
    case "contacts":
    case "settings":
    case "diagnostics":
      return name;
    case "voicemail":
      return "messages";
    default:
      return null;
  }
}
