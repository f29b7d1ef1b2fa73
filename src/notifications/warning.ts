import type { Parts } from "../app/parts.ts";

/** Tells the one thing that needs the user's hand although calls come in, or that there is none any more. */
export function tellWarning({
  session,
  reachability,
  notifications,
}: Pick<Parts, "session" | "reachability" | "notifications">): void {
  const now = reachability.now();
  notifications.warning(session.status().warning ?? (now.reachable ? (now.warning ?? null) : null));
}
