import type { Scheduler } from "../app/scheduler.ts";
import type { ControlReply, ControlRequest } from "../control/protocol.ts";
import type { Log } from "../diagnostics/log.ts";
import {
  eventText,
  type Frame,
  parseFrame,
  replyText,
  type StreamEvent,
  type StreamReply,
} from "./stream-messages.ts";

/** As much of a WebSocket as is needed here (`ws`, class WebSocket). */
export interface StreamSocket {
  send(text: string): void;
  close(code: number, reason: string): void;
  terminate(): void;
  ping(): void;
  /** Bytes that were sent and not yet taken by the network. */
  readonly bufferedAmount: number;
}

/** What the socket of one client tells. */
export interface StreamClient {
  received(text: string): void;
  binaryReceived(): void;
  ponged(): void;
  closed(): void;
}

export interface StreamHubOptions {
  readonly isToken: (presented: string) => boolean;
  /** What a client hears first, after its hello. */
  readonly snapshot: () => StreamEvent;
  readonly hello: Extract<StreamReply, { type: "hello" }>;
  readonly respond: (request: ControlRequest) => Promise<ControlReply>;
  /** This reply was sent. */
  readonly answered: (reply: ControlReply) => void;
  /** As many clients are there now that have presented the token. */
  readonly clientsChanged: (count: number) => void;
  readonly scheduler: Scheduler;
  readonly log: Log;
}

export interface StreamHub {
  /** Null when there are too many; the socket is closed then. */
  join(socket: StreamSocket, identified: boolean): StreamClient | null;
  publish(event: StreamEvent): void;
  /** Closes every connection. */
  dropAll(code: number, reason: string): void;
}

export const MAX_CLIENTS = 16;
/** A message of a client, in bytes; a text of 4,000 characters fits. */
export const MAX_MESSAGE = 24 * 1024;
export const AUTH_LIMIT_MS = 5_000;
export const PING_INTERVAL_MS = 30_000;
/** Bytes that may wait for a client which does not read: more than any hour of calls. */
export const MAX_BUFFERED = 1024 * 1024;
/** Messages that a client may send at once, and how long one more takes. */
export const MESSAGE_BURST = 40;
const MESSAGE_REFILL_MS = 100;
const MAX_WAITING_COMMANDS = 8;

/** Close codes (RFC 6455, section 7.4.2); those from 4000 on are this protocol's own. */
export const closeCodes = {
  goingAway: 1001,
  binary: 1003,
  tryLater: 1013,
  token: 4401,
  tokenLate: 4408,
  tooFast: 4429,
} as const;

interface Member {
  readonly socket: StreamSocket;
  identified: boolean;
  alive: boolean;
}

/** All clients of the event stream: who has presented the token hears of everything and may command. */
export function createStreamHub(options: StreamHubOptions): StreamHub {
  const { scheduler, log } = options;
  const members = new Set<Member>();
  let seq = 0;
  let stopPinging: (() => void) | null = null;

  const countChanged = (): void =>
    options.clientsChanged([...members].filter(({ identified }) => identified).length);
  const leave = (member: Member): void => {
    if (!members.delete(member)) return;
    if (member.identified) countChanged();
    if (members.size > 0) return;
    stopPinging?.();
    stopPinging = null;
  };
  const drop = (member: Member, code: number, reason: string): void => {
    log.warn("event-stream.dropped", { why: reason });
    leave(member);
    member.socket.close(code, reason);
  };
  const cut = (member: Member, why: string): void => {
    log.warn("event-stream.dropped", { why });
    leave(member);
    member.socket.terminate();
  };
  const send = (member: Member, text: string): void => {
    if (!members.has(member)) return;
    // Whoever does not read must not fill the memory of the phone.
    if (member.socket.bufferedAmount > MAX_BUFFERED) cut(member, "slow");
    else member.socket.send(text);
  };
  const identify = (member: Member): void => {
    member.identified = true;
    log.info("event-stream.client", {});
    send(member, replyText(options.hello));
    send(member, eventText(options.snapshot(), seq, scheduler.now()));
    countChanged();
  };
  const pingAll = (): void => {
    stopPinging = scheduler.after(PING_INTERVAL_MS, () => {
      for (const member of [...members]) {
        if (!member.alive) cut(member, "silent");
        else {
          member.alive = false;
          member.socket.ping();
        }
      }
      if (members.size > 0) pingAll();
    });
  };

  return {
    join(socket, identified) {
      if (members.size >= MAX_CLIENTS) {
        log.warn("event-stream.dropped", { why: "too many" });
        socket.close(closeCodes.tryLater, "too many clients");
        return null;
      }
      const member: Member = { socket, identified: false, alive: true };
      members.add(member);
      if (stopPinging === null) pingAll();
      if (identified) identify(member);
      const stopWaiting = identified
        ? () => {}
        : scheduler.after(AUTH_LIMIT_MS, () => drop(member, closeCodes.tokenLate, "no token in time"));
      const mayTalk = createAllowance(scheduler.now);
      const obey = createObedience(options, (reply) => send(member, replyText(reply)));
      return {
        received(text) {
          if (!members.has(member)) return;
          if (!mayTalk()) return drop(member, closeCodes.tooFast, "too many messages");
          const frame = parseFrame(text);
          if (member.identified) return obey(frame);
          stopWaiting();
          if (frame.kind === "auth" && options.isToken(frame.token)) identify(member);
          else drop(member, closeCodes.token, "wrong token");
        },
        binaryReceived() {
          if (members.has(member)) drop(member, closeCodes.binary, "binary");
        },
        ponged() {
          member.alive = true;
        },
        closed() {
          stopWaiting();
          leave(member);
        },
      };
    },
    publish(event) {
      seq += 1;
      const text = eventText(event, seq, scheduler.now());
      for (const member of [...members]) if (member.identified) send(member, text);
    },
    dropAll(code, reason) {
      for (const member of [...members]) {
        leave(member);
        member.socket.close(code, reason);
      }
    },
  };
}

/** Does what an identified client asks, one answer for each command, in whatever order they are done. */
function createObedience(
  { respond, answered, log }: Pick<StreamHubOptions, "respond" | "answered" | "log">,
  reply: (reply: StreamReply) => void,
): (frame: Frame) => void {
  let waiting = 0;
  const run = async (id: string, request: ControlRequest): Promise<void> => {
    log.info("event-stream.command", { verb: request.verb });
    const done = await respond(request).catch((cause: unknown): ControlReply => {
      log.error("event-stream.respond-failed", { verb: request.verb, cause });
      return { result: "refused", title: "This failed.", nextStep: "The log says more." };
    });
    reply({ type: "answer", id, ok: done.result !== "refused" && done.result !== "no-answer", reply: done });
    answered(done);
  };
  return (frame) => {
    switch (frame.kind) {
      case "auth":
        return; // Once is enough, and twice does no harm.
      case "bad":
        return reply({ type: "error", id: frame.id, code: frame.code });
      case "command":
        if (waiting >= MAX_WAITING_COMMANDS) return reply({ type: "error", id: frame.id, code: "busy" });
        waiting += 1;
        void run(frame.id, frame.request).finally(() => {
          waiting -= 1;
        });
    }
  };
}

function createAllowance(now: () => number): () => boolean {
  let left = MESSAGE_BURST;
  let countedAt = now();
  return () => {
    const at = now();
    left = Math.min(MESSAGE_BURST, left + Math.max(0, at - countedAt) / MESSAGE_REFILL_MS);
    countedAt = at;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
