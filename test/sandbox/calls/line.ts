import type { WebSocket } from "ws";
import type { MessageStore } from "../rest/message-store.ts";
import type { Presence } from "../rest/presence.ts";
import { stringField } from "../server/exchange.ts";
import type { SandboxUser } from "../types.ts";
import { callActions, type Telephony } from "./telephony.ts";

export interface LineOptions {
  readonly telephony: Telephony;
  readonly messages: MessageStore;
  readonly presence: Presence;
}

/**
 * The stand-in widget's telephone line: a WebSocket that tells it of calls, messages and presence and takes its
 * commands. It stands where the real widget has SIP and WebRTC. Frames are JSON:
 * down `{type: "snapshot" | "call" | "message" | "presence" | "dialed" | "refused", ...}`,
 * up `{type: "dial", requestId, number}` and `{type: "act", callId, action, digits?}`. A keep-alive of RFC 5626 (a
 * double CRLF) is answered as a SIP server does.
 */
export function connectLine(socket: WebSocket, user: SandboxUser, options: LineOptions): void {
  const { telephony, messages, presence } = options;
  const send = (frame: object) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
  };
  const stops = [
    telephony.onEvent(({ name, call }) => send({ type: "call", event: name, call })),
    messages.onMessage((message) => send({ type: "message", message })),
    presence.onChange((state) => send({ type: "presence", presence: state })),
  ];
  socket.on("close", () => {
    for (const stop of stops) stop();
  });
  socket.on("error", () => socket.terminate());
  socket.on("message", (data) => {
    const text = String(data);
    if (text === "\r\n\r\n") socket.send("\r\n");
    else handleFrame(parse(text), user, telephony, send);
  });
  const live = telephony.list().filter((call) => call.state !== "ended");
  send({ type: "snapshot", calls: live, presence: presence.get(), messages: messages.list() });
}

function handleFrame(
  frame: unknown,
  user: SandboxUser,
  telephony: Telephony,
  send: (frame: object) => void,
): void {
  const type = stringField(frame, "type");
  if (type === "dial") {
    const call = telephony.dial(user, stringField(frame, "number") ?? "");
    send({
      type: "dialed",
      requestId: stringField(frame, "requestId"),
      callId: call.id,
    });
    return;
  }
  const callId = stringField(frame, "callId") ?? "";
  const action = callActions.find((name) => name === stringField(frame, "action"));
  const result =
    type === "act" && action !== undefined
      ? telephony.act(callId, action, stringField(frame, "digits"))
      : { refused: "The line does not know this command." };
  if ("refused" in result) send({ type: "refused", callId, message: result.refused });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
