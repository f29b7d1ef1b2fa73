import type { StoredMessage } from "../rest/message-store.ts";
import type { SandboxCall } from "../types.ts";
import { element } from "./dom.ts";
import type { LineStatus } from "./line.ts";

/** "messages" is where one is written. */
export type Page = "dialer" | "history" | "messages" | "inbox" | "voicemail" | "conversation" | "settings";

/** A record of the platform's call log. */
export interface HistoryEntry {
  readonly id: string;
  readonly direction: string;
  readonly result: string;
  readonly from: { readonly phoneNumber?: string; readonly name?: string };
  readonly to: { readonly phoneNumber?: string; readonly name?: string };
}

export type View =
  | { readonly kind: "loading" }
  | { readonly kind: "signed-out"; readonly problem: string }
  | {
      readonly kind: "signed-in";
      readonly page: Page;
      readonly name: string;
      readonly extension: string;
      readonly lineStatus: LineStatus;
      readonly presence: string;
      readonly calls: readonly SandboxCall[];
      readonly messages: readonly StoredMessage[];
      /** Which conversation the page of that name shows. */
      readonly conversation: string;
      readonly history: readonly HistoryEntry[];
      readonly draft: Draft;
      readonly notice: string;
    };

/** What the user has typed; kept outside the elements, which are made anew. */
export interface Draft {
  number: string;
  smsTo: string;
  smsText: string;
}

export interface Actions {
  signIn(): void;
  signOut(): void;
  open(page: Page): void;
  dial(number: string): void;
  act(callId: string, action: string): void;
  sendSms(to: string, text: string): void;
  setPresence(value: string): void;
}

type SignedIn = Extract<View, { kind: "signed-in" }>;

export function render(root: HTMLElement, view: View, actions: Actions): void {
  const focused = document.activeElement?.id ?? "";
  root.replaceChildren(...content(view, actions));
  if (focused !== "") document.getElementById(focused)?.focus();
}

function content(view: View, actions: Actions): Node[] {
  switch (view.kind) {
    case "loading":
      return [element("main", { class: "center" }, element("p", { role: "status" }, "Loading…"))];
    case "signed-out":
      return [signedOut(view.problem, actions)];
    case "signed-in":
      return [header(view), body(view, actions), navigation(view, actions)];
  }
}

function signedOut(problem: string, actions: Actions): Node {
  const said =
    problem === "" ? [] : [element("p", { class: "error", role: "alert", id: "problem" }, problem)];
  return element(
    "main",
    { class: "center" },
    element("h1", {}, "Softphone"),
    element("p", { class: "soft" }, "You are signed out."),
    ...said,
    element("button", { id: "sign-in", class: "primary wide", click: actions.signIn }, "Sign In"),
  );
}

const lineWords: Record<LineStatus, string> = {
  connecting: "Connecting",
  connected: "Ready for calls",
  reconnecting: "Reconnecting",
  disconnected: "Not connected",
  connectFailed: "Not connected",
};

function header(view: SignedIn): Node {
  const on = view.lineStatus === "connected" ? "dot on" : "dot";
  return element(
    "header",
    {},
    element("div", {}, element("strong", {}, view.name), `Extension ${view.extension}`),
    element(
      "span",
      { class: "status", id: "line-status", role: "status" },
      element("span", { class: on }),
      lineWords[view.lineStatus],
    ),
  );
}

function body(view: SignedIn, actions: Actions): Node {
  const notice =
    view.notice === "" ? [] : [element("p", { class: "error", role: "alert", id: "notice" }, view.notice)];
  const calls = view.calls.map((call) => callCard(call, actions));
  const pages: Record<Page, (view: SignedIn, actions: Actions) => Node> = {
    dialer,
    history,
    messages: composer,
    inbox: (signedIn) => messageList("Messages", signedIn.messages.filter(isText)),
    voicemail: (signedIn) =>
      messageList(
        "Voicemail",
        signedIn.messages.filter((message) => !isText(message)),
      ),
    conversation: (signedIn) =>
      messageList(
        "Conversation",
        signedIn.messages.filter(({ conversation }) => conversation.id === signedIn.conversation),
      ),
    settings,
  };
  const page = view.page === "dialer" && calls.length > 0 ? [] : [pages[view.page](view, actions)];
  return element("main", {}, ...notice, ...calls, ...page);
}

function callCard(call: SandboxCall, actions: Actions): Node {
  const inbound = call.direction === "Inbound";
  const name = inbound ? call.fromName : call.toName;
  const number = inbound ? call.fromNumber : call.toNumber;
  const queue = call.queue === null ? [] : [element("p", { class: "soft" }, `via ${call.queue}`)];
  return element(
    "section",
    { class: "call", "data-call-id": call.id, "data-state": call.state, "aria-label": "Call" },
    element("div", { class: "avatar", "aria-hidden": "true" }, (name ?? "#").slice(0, 1)),
    element("div", { class: "who" }, name ?? number),
    element("p", { class: "soft" }, ...(name === null ? [] : [number])),
    ...queue,
    element("p", { role: "status", class: "call-state" }, stateWords(call)),
    element("div", { class: "row" }, ...callButtons(call, actions)),
  );
}

function stateWords(call: SandboxCall): string {
  if (call.state === "ringing") return "Incoming call";
  if (call.state === "calling") return "Calling…";
  return call.onHold ? "On hold" : "Connected";
}

function callButtons(call: SandboxCall, actions: Actions): Node[] {
  const button = (action: string, label: string, style = "", pressed?: boolean) =>
    element(
      "button",
      {
        id: `${action}-${call.id}`,
        "data-action": action,
        class: style,
        ...(pressed === undefined ? {} : { "aria-pressed": String(pressed) }),
        click: () => actions.act(call.id, action),
      },
      label,
    );
  if (call.state === "ringing") {
    return [
      button("answer", "Answer", "good"),
      button("reject", "Decline", "bad"),
      button("toVoicemail", "To voicemail"),
    ];
  }
  if (call.state === "calling") return [button("hangup", "Hang up", "bad")];
  return [
    call.onHold ? button("unhold", "Resume", "", true) : button("hold", "Hold", "", false),
    call.muted ? button("unmute", "Unmute", "", true) : button("mute", "Mute", "", false),
    button("hangup", "Hang up", "bad"),
  ];
}

function dialer({ draft }: SignedIn, actions: Actions): Node {
  const field = element("input", {
    id: "number",
    class: "number",
    type: "tel",
    autocomplete: "off",
    placeholder: "Name or number",
    value: draft.number,
    input: () => {
      draft.number = field.value;
    },
  });
  const press = (digit: string) => {
    field.value += digit;
    draft.number = field.value;
  };
  const keys = [..."123456789*0#"].map((digit) =>
    element("button", { type: "button", "aria-label": digit, click: () => press(digit) }, digit),
  );
  const submit = (event: Event) => {
    event.preventDefault();
    if (field.value.trim() !== "") actions.dial(field.value.trim());
  };
  return element(
    "form",
    { submit, id: "dialer" },
    element("label", { for: "number" }, "Number to call"),
    field,
    element("div", { class: "keys" }, ...keys),
    element("button", { id: "call", class: "good wide", type: "submit" }, "Call"),
  );
}

function history({ history: entries }: SignedIn): Node {
  const rows = entries.map(({ direction, result, from, to }) => {
    const { name, phoneNumber } = direction === "Inbound" ? from : to;
    return element("li", {}, `${name ?? phoneNumber ?? "Unknown"}: ${result}`);
  });
  return element("section", { id: "history" }, element("h1", {}, "History"), element("ul", {}, ...rows));
}

const isText = ({ type }: StoredMessage): boolean => type !== "VoiceMail";

function messageList(title: string, messages: readonly StoredMessage[]): Node {
  const rows = messages.map(({ id, from, subject, readStatus }) =>
    element(
      "li",
      { "data-message-id": String(id), "data-read": readStatus },
      `${from.name ?? from.phoneNumber ?? from.extensionNumber ?? "Unknown"}: ${subject}`,
    ),
  );
  return element("section", { id: "messages" }, element("h1", {}, title), element("ul", {}, ...rows));
}

function composer({ draft }: SignedIn, actions: Actions): Node {
  const to = element("input", { id: "sms-to", type: "tel", autocomplete: "off", value: draft.smsTo });
  const text = element("textarea", { id: "sms-text" }, draft.smsText);
  const keep = () => {
    draft.smsTo = to.value;
    draft.smsText = text.value;
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (to.value.trim() !== "" && text.value.trim() !== "") actions.sendSms(to.value.trim(), text.value);
  };
  return element(
    "form",
    { submit, input: keep, id: "composer" },
    element("h1", {}, "New message"),
    element("label", { for: "sms-to" }, "To"),
    to,
    element("label", { for: "sms-text" }, "Message"),
    text,
    element("button", { id: "send-sms", class: "primary wide", type: "submit" }, "Send"),
  );
}

const presenceWords: Readonly<Record<string, string>> = {
  Available: "Available",
  Busy: "Busy",
  DoNotAcceptAnyCalls: "Do not disturb",
  Offline: "Invisible",
};

function settings(view: SignedIn, actions: Actions): Node {
  const options = Object.entries(presenceWords).map(([value, words]) =>
    element("option", { value, selected: value === view.presence }, words),
  );
  const choice = element(
    "select",
    { id: "presence", change: () => actions.setPresence(choice.value) },
    ...options,
  );
  return element(
    "section",
    { id: "settings" },
    element("h1", {}, "Settings"),
    element("label", { for: "presence" }, "Status"),
    choice,
    element("button", { id: "sign-out", class: "wide", click: actions.signOut }, "Sign out"),
  );
}

function navigation(view: SignedIn, actions: Actions): Node {
  const names: readonly [Page, string][] = [
    ["dialer", "Phone"],
    ["messages", "Messages"],
    ["settings", "Settings"],
  ];
  const buttons = names.map(([page, label]) =>
    element(
      "button",
      {
        id: `nav-${page}`,
        click: () => actions.open(page),
        ...(view.page === page ? { "aria-current": "page" } : {}),
      },
      label,
    ),
  );
  return element("nav", { "aria-label": "Pages" }, ...buttons);
}
