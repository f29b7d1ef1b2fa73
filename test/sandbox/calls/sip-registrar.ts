import { randomBytes } from "node:crypto";
import type { WebSocket } from "ws";

/**
 * As much of a SIP registrar over WebSocket (RFC 3261, RFC 7118) as the real widget's web phone needs to report
 * itself connected and to show an outgoing call: registrations succeed, keep-alives are answered, a call rings
 * until the caller gives up. Nobody ever answers, since there is no media.
 */
export function connectSipRegistrar(socket: WebSocket): void {
  /** The INVITE that rings for each Call-ID, to be finished when it is cancelled. */
  const ringing = new Map<string, SipRequest>();
  const send = (text: string) => socket.send(text);

  socket.on("error", () => socket.terminate());
  socket.on("message", (data) => {
    const text = String(data);
    // RFC 5626 section 3.5.1: a double line break asks for a single one.
    if (text.trim() === "") {
      if (text === "\r\n\r\n") send("\r\n");
      return;
    }
    const request = parseSip(text);
    switch (request.method) {
      // Responses and acknowledgements are not answered.
      case "SIP/2.0":
      case "ACK":
        return;
      case "INVITE":
        ringing.set(request.callId, request);
        send(respond(request, "100 Trying"));
        send(respond(request, "180 Ringing"));
        return;
      case "CANCEL": {
        const invite = ringing.get(request.callId);
        ringing.delete(request.callId);
        send(respond(request, "200 OK"));
        if (invite) send(respond(invite, "487 Request Terminated"));
        return;
      }
      default:
        send(respond(request, "200 OK"));
    }
  });
}

interface SipRequest {
  readonly method: string;
  readonly callId: string;
  readonly lines: readonly string[];
  /** Tag of our side; the same in every response of the dialogue. */
  readonly tag: string;
}

function headersNamed(lines: readonly string[], name: string): string[] {
  return lines.filter((line) => line.toLowerCase().startsWith(`${name}:`));
}

function parseSip(text: string): SipRequest {
  const lines = text.split("\r\n");
  return {
    method: lines[0]?.split(" ")[0] ?? "",
    callId: headersNamed(lines, "call-id")[0] ?? "",
    lines,
    tag: randomBytes(4).toString("hex"),
  };
}

function respond({ method, lines, tag }: SipRequest, status: string): string {
  const all = (name: string) => headersNamed(lines, name);
  const to = all("to")[0] ?? "To: <sip:unknown>";
  const headers = [
    ...all("via"),
    ...all("from"),
    /;tag=/.test(to) ? to : `${to};tag=${tag}`,
    ...all("call-id"),
    ...all("cseq"),
    ...extraHeaders(method, all("contact")[0]),
  ];
  return `SIP/2.0 ${status}\r\n${headers.join("\r\n")}\r\nContent-Length: 0\r\n\r\n`;
}

function extraHeaders(method: string, contact = "Contact: <sip:sandbox@127.0.0.1;transport=wss>"): string[] {
  switch (method) {
    case "REGISTER":
      return [/;expires=/i.test(contact) ? contact : `${contact};expires=600`];
    case "INVITE":
      return ["Contact: <sip:sandbox@127.0.0.1;transport=wss>"];
    case "PUBLISH":
      return ["SIP-ETag: sandbox", "Expires: 600"];
    default:
      return [];
  }
}
