import { parseJsonObject } from "../app/json.ts";

/** RingCentral's error code (`OAU-108`) in the token endpoint's answer, or null. */
export function tokenErrorCode(body: string): string | null {
  const answer = parseJsonObject(body);
  const errors: unknown = answer?.errors;
  if (!Array.isArray(errors)) return null;
  const first: unknown = errors[0];
  const code: unknown = typeof first === "object" && first !== null ? Reflect.get(first, "errorCode") : null;
  return typeof code === "string" && /^[A-Z]{2,4}-\d{1,4}$/.test(code) ? code : null;
}

/**
 * Whether the answer means that the grant itself was turned down. Being busy (429, 5xx) is not that: the widget
 * tries again by itself.
 */
export function isFinalRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}
