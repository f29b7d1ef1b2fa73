/** The message protocol of Embeddable (docs/integration/events.md and api.md). */

type OutgoingType =
  | "rc-login-status-notify"
  | "rc-login-popup-notify"
  | "rc-dialer-status-notify"
  | "rc-webphone-connection-status-notify"
  | "rc-webphone-sessions-sync"
  | "rc-call-ring-notify"
  | "rc-call-init-notify"
  | "rc-call-start-notify"
  | "rc-call-hold-notify"
  | "rc-call-resume-notify"
  | "rc-call-mute-notify"
  | "rc-call-end-notify"
  | "rc-active-call-notify"
  | "rc-ringout-call-notify"
  | "rc-telephony-session-notify"
  | "rc-adapter-syncPresence"
  | "rc-inbound-message-notify"
  | "rc-message-updated-notify"
  | "rc-route-changed-notify"
  | "rc-region-settings-notify"
  | "rc-calling-settings-notify"
  | "rc-brand-assets-notify"
  | "rc-adapter-message-response";

/** Posts to the embedding page; opened as a page of its own, the widget posts to itself. */
export function post(type: OutgoingType, fields: object = {}): void {
  window.parent.postMessage({ type, ...fields }, "*");
}

export type Incoming = Readonly<Record<string, unknown>> & { readonly type: string };

/** Calls back for messages of the embedding page or of the page itself, and for nobody else's. */
export function onMessage(handle: (message: Incoming) => void): void {
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.source !== window && event.source !== window.parent) return;
    const message = parseIncoming(event.data);
    if (message) handle(message);
  });
}

function parseIncoming(data: unknown): Incoming | null {
  if (typeof data !== "object" || data === null || !("type" in data)) return null;
  const { type } = data;
  return typeof type === "string" && type.startsWith("rc-adapter-") ? { ...data, type } : null;
}

/** The field as text; anything else counts as not given. */
export function text(message: Readonly<Record<string, unknown>>, name: string): string {
  const value = message[name];
  return typeof value === "string" ? value : "";
}
