import { type Incoming, onMessage, post, text } from "./messages.ts";
import { readParameters } from "./parameters.ts";
import { createSession } from "./session.ts";
import { type Actions, render } from "./view.ts";
import {
  addRecipient,
  compose,
  dial,
  fillNumber,
  navigate,
  openPage,
  redeem,
  sendSms,
  setPresence,
  signOut,
  start,
  viewOf,
  type Widget,
} from "./widget.ts";

function createWidget(root: HTMLElement): Widget {
  const parameters = readParameters(new URL(location.href));
  const widget: Widget = {
    parameters,
    session: createSession(parameters),
    draft: { number: "", smsTo: "", smsText: "" },
    conversation: "",
    history: [],
    show: () => render(root, viewOf(widget), actions),
    page: "dialer",
    person: null,
    phone: null,
    problem: "",
    notice: "",
    busy: true,
  };
  const actions: Actions = {
    signIn: () => void widget.session.openLogin(),
    signOut: () => void signOut(widget),
    open: (page) => openPage(widget, page),
    dial: (number) => void dial(widget, number),
    act: (callId, action) => widget.phone?.act(callId, action),
    sendSms: (to, message) => void sendSms(widget, to, message),
    setPresence: (value) => void setPresence(widget, presenceFields(value)),
  };
  return widget;
}

/** One choice in the settings stands for two fields of the platform. */
function presenceFields(value: string) {
  return value === "DoNotAcceptAnyCalls"
    ? { dndStatus: value }
    : { userStatus: value, dndStatus: "TakeAllCalls" };
}

/** The commands of Embeddable's docs/integration/api.md. */
function obey(widget: Widget, message: Incoming): void {
  const number = text(message, "phoneNumber");
  switch (message.type) {
    case "rc-adapter-new-call":
      if (message.toCall === true) void dial(widget, number);
      else fillNumber(widget, number);
      break;
    case "rc-adapter-new-sms":
      if (message.recipient === undefined) compose(widget, number, text(message, "text"));
      else addRecipient(widget, number, text(message, "text"));
      break;
    case "rc-adapter-control-call":
      controlCall(widget, message);
      break;
    case "rc-adapter-login":
      if (widget.person === null) void widget.session.openLogin();
      break;
    case "rc-adapter-logout":
      void signOut(widget);
      break;
    case "rc-adapter-authorization-code":
      void redeem(widget, text(message, "callbackUri"));
      break;
    case "rc-adapter-navigate-to":
      if (widget.person !== null) void navigate(widget, text(message, "path"));
      break;
    case "rc-adapter-set-presence":
      void setPresence(widget, statusFields(message));
      break;
    case "rc-adapter-webphone-sessions-sync":
      widget.phone?.syncSessions();
      break;
    case "rc-adapter-message-request":
      post("rc-adapter-message-response", {
        responseId: message.requestId,
        response: { error: `The stand-in does not know ${text(message, "path")}.` },
      });
      break;
    default:
      break;
  }
}

function controlCall({ phone }: Widget, message: Incoming): void {
  const calls = phone?.calls() ?? [];
  const wanted = text(message, "callId");
  const call =
    wanted === ""
      ? (calls.find(({ state }) => state === "ringing") ?? calls[0])
      : calls.find(({ id }) => id === wanted);
  // Like the real widget, which passes by in silence what fits no call.
  if (!call || !phone) return;
  const { options } = message;
  const dtmf =
    typeof options === "object" && options !== null && "dtmf" in options ? options.dtmf : undefined;
  phone.act(call.id, text(message, "callAction"), typeof dtmf === "string" ? dtmf : undefined);
}

function statusFields(message: Incoming) {
  const userStatus = text(message, "userStatus");
  const dndStatus = text(message, "dndStatus");
  return { ...(userStatus === "" ? {} : { userStatus }), ...(dndStatus === "" ? {} : { dndStatus }) };
}

/** The login window is ours: the only other sender that is listened to, and for this one message. */
function listenToLoginWindow(widget: Widget): void {
  window.addEventListener("message", ({ origin, data, source }: MessageEvent<unknown>) => {
    if (origin !== location.origin || source === window || typeof data !== "object" || data === null) return;
    if ("type" in data || !("callbackUri" in data)) return;
    void redeem(widget, String(data.callbackUri));
  });
}

const root = document.getElementById("app");
if (root) {
  const widget = createWidget(root);
  onMessage((message) => obey(widget, message));
  listenToLoginWindow(widget);
  void start(widget);
}
