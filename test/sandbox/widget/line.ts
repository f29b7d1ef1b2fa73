import type { StoredMessage } from "../rest/message-store.ts";
import type { SandboxCall } from "../types.ts";

export type CallEventName =
  | "ring"
  | "init"
  | "start"
  | "hold"
  | "resume"
  | "mute"
  | "unmute"
  | "dtmf"
  | "end";

export type LineFrame =
  | {
      readonly type: "snapshot";
      readonly calls: readonly SandboxCall[];
      readonly presence: PresenceFields;
      readonly messages: readonly StoredMessage[];
    }
  | { readonly type: "call"; readonly event: CallEventName; readonly call: SandboxCall }
  | { readonly type: "message"; readonly message: StoredMessage }
  | { readonly type: "presence"; readonly presence: PresenceFields }
  | { readonly type: "dialed"; readonly requestId: string; readonly callId: string }
  | { readonly type: "refused"; readonly callId: string; readonly message: string };

export interface PresenceFields {
  readonly userStatus: string;
  readonly dndStatus: string;
}

export type LineStatus = "connecting" | "connected" | "reconnecting" | "disconnected" | "connectFailed";

export interface Line {
  send(frame: object): boolean;
  close(): void;
}

/** The connection to the simulated telephone network, kept up until it is closed. */
export function openLine(
  platform: RingCentral.Platform,
  handlers: { onFrame(frame: LineFrame): void; onStatus(status: LineStatus): void },
): Line {
  let socket: WebSocket | null = null;
  let closed = false;
  let attempts = 0;

  const connect = async () => {
    handlers.onStatus(attempts === 0 ? "connecting" : "reconnecting");
    try {
      const answer: unknown = await (await platform.post("/restapi/oauth/wstoken")).json();
      if (!closed) socket = listen(ticketOf(answer));
    } catch {
      retry();
    }
  };
  const listen = (ticket: string) => {
    // With SIP's subprotocol, as the connection of the real widget that this one stands for.
    const opened = new WebSocket(`wss://ws-api.ringcentral.com/stand-in/line?access_token=${ticket}`, "sip");
    opened.onopen = () => {
      attempts = 0;
      handlers.onStatus("connected");
    };
    // The sandbox is the only one who can be on the other end.
    opened.onmessage = ({ data }: MessageEvent<string>) => {
      // The answer to a keep-alive (RFC 5626, section 4.4.1), which SIP.js takes in silence, too.
      if (data !== "\r\n") handlers.onFrame(JSON.parse(data));
    };
    opened.onclose = retry;
    return opened;
  };
  const retry = () => {
    socket = null;
    if (closed) return;
    attempts += 1;
    handlers.onStatus("connectFailed");
    setTimeout(() => void (closed || connect()), Math.min(500 * 2 ** attempts, 15_000));
  };

  void connect();
  return {
    send(frame) {
      if (socket?.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(frame));
      return true;
    },
    close() {
      closed = true;
      socket?.close();
      handlers.onStatus("disconnected");
    },
  };
}

function ticketOf(answer: unknown): string {
  if (typeof answer === "object" && answer !== null && "ws_access_token" in answer) {
    return String(answer.ws_access_token);
  }
  throw new Error("The platform gave no WebSocket token.");
}
