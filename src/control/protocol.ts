import { parseJsonObject } from "../app/json.ts";
import type { CallVerb } from "../calls/control.ts";
import { parseStatusReport, type StatusReport } from "./status.ts";

/**
 * What the command line and a running Handset say to each other: lines of JSON. The client says who it is, asks
 * one thing, and gets one answer (docs/command-line.md). Whatever one side sends is read from `unknown` here.
 */
const PROTOCOL_VERSION = 1;

/** In bytes, the newline included. What nobody has identified for may be short only. */
export const MAX_HELLO = 512;
export const MAX_REQUEST = 16 * 1024;
export const MAX_REPLY = 256 * 1024;
const MAX_NUMBER = 200;
const MAX_TEXT = 4000;
const MAX_ID = 200;

export type Switch = "on" | "off" | "toggle";

/** What a client may ask. `call` is the id of a call, or null for the obvious one. */
export type ControlRequest =
  | { readonly verb: "call"; readonly number: string }
  | { readonly verb: "sms"; readonly number: string; readonly text: string | null }
  | { readonly verb: "answer" | "decline" | "hangup"; readonly call: string | null }
  | { readonly verb: "mute" | "hold"; readonly to: Switch; readonly call: string | null }
  | { readonly verb: "status" | "show" | "quit" };

/** What became of it. `shown` and the sentences are safe to print. */
export type ControlReply =
  | { readonly result: "posted" | "asked"; readonly what: "call" | "message"; readonly shown: string }
  | {
      readonly result: "waiting";
      readonly what: "call" | "message";
      readonly shown: string;
      readonly for: "sign-in" | "dialer";
    }
  | { readonly result: "controlled"; readonly did: CallVerb; readonly shown: string }
  | { readonly result: "status"; readonly status: StatusReport }
  | { readonly result: "shown" | "quitting" }
  | { readonly result: "refused" | "no-answer"; readonly title: string; readonly nextStep: string };

/** The first line of a client. @returns the key it presents, or null for anything that is no such line */
export function parseHello(line: string): string | null {
  const hello = parseJsonObject(line);
  if (hello === null || hello.handset !== PROTOCOL_VERSION) return null;
  return typeof hello.key === "string" && hello.key !== "" ? hello.key : null;
}

export function helloLine(key: string): string {
  return `${JSON.stringify({ handset: PROTOCOL_VERSION, key })}\n`;
}

/** The second line of a client; null for anything that is no request of this version. */
export function parseRequest(line: string): ControlRequest | null {
  const request = parseJsonObject(line);
  return request === null ? null : readRequest(request);
}

/** A request whose JSON has been read; null for anything that is none. */
export function readRequest(request: Readonly<Record<string, unknown>>): ControlRequest | null {
  const { verb } = request;
  switch (verb) {
    case "call": {
      const number = text(request.number, MAX_NUMBER);
      return number === null ? null : { verb, number };
    }
    case "sms": {
      const number = text(request.number, MAX_NUMBER);
      const body = request.text === null ? { value: null } : boxed(text(request.text, MAX_TEXT));
      return number === null || body === null ? null : { verb, number, text: body.value };
    }
    case "answer":
    case "decline":
    case "hangup": {
      const call = parseCallId(request.call);
      return call === null ? null : { verb, call: call.value };
    }
    case "mute":
    case "hold": {
      const call = parseCallId(request.call);
      const { to } = request;
      if (call === null || (to !== "on" && to !== "off" && to !== "toggle")) return null;
      return { verb, to, call: call.value };
    }
    case "status":
    case "show":
    case "quit":
      return { verb };
    default:
      return null;
  }
}

/** The answer of a running Handset; null for anything that is none. */
export function parseReply(line: string): ControlReply | null {
  const reply = parseJsonObject(line);
  if (reply === null) return null;
  const { result } = reply;
  switch (result) {
    case "posted":
    case "asked": {
      const said = parseDialled(reply);
      return said === null ? null : { result, ...said };
    }
    case "waiting": {
      const said = parseDialled(reply);
      if (said === null || (reply.for !== "sign-in" && reply.for !== "dialer")) return null;
      return { result, ...said, for: reply.for };
    }
    case "controlled": {
      const did = parseCallVerb(reply.did);
      if (did === null || typeof reply.shown !== "string") return null;
      return { result, did, shown: printable(reply.shown) };
    }
    case "status": {
      const status = parseStatusReport(reply.status);
      return status === null ? null : { result, status };
    }
    case "shown":
    case "quitting":
      return { result };
    case "refused":
    case "no-answer": {
      const { title, nextStep } = reply;
      if (typeof title !== "string" || typeof nextStep !== "string") return null;
      return { result, title: printable(title), nextStep: printable(nextStep) };
    }
    default:
      return null;
  }
}

/** Where a running Handset listens and what it wants to be told first: the content of its key file. */
export interface Address {
  /** Path of a Unix socket or a named pipe. */
  readonly path: string;
  readonly key: string;
}

export function parseAddress(content: string): Address | null {
  const address = parseJsonObject(content);
  if (address === null || address.version !== PROTOCOL_VERSION) return null;
  const { path, key } = address;
  if (typeof path !== "string" || path === "" || typeof key !== "string" || key === "") return null;
  return { path, key };
}

export function addressFile(address: Address): string {
  return JSON.stringify({ version: PROTOCOL_VERSION, ...address });
}

/** Without what a terminal could take for a command, and on one line. */
export function printable(value: string): string {
  return value.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "");
}

function parseDialled(
  reply: Readonly<Record<string, unknown>>,
): { readonly what: "call" | "message"; readonly shown: string } | null {
  const { what, shown } = reply;
  if ((what !== "call" && what !== "message") || typeof shown !== "string") return null;
  return { what, shown: printable(shown) };
}

function parseCallVerb(value: unknown): CallVerb | null {
  switch (value) {
    case "answer":
    case "decline":
    case "hangup":
    case "mute":
    case "unmute":
    case "hold":
    case "unhold":
    case "to-voicemail":
      return value;
    default:
      return null;
  }
}

function parseCallId(value: unknown): { readonly value: string | null } | null {
  return value === null ? { value } : boxed(text(value, MAX_ID));
}

function boxed(value: string | null): { readonly value: string } | null {
  return value === null ? null : { value };
}

function text(value: unknown, limit: number): string | null {
  return typeof value === "string" && value !== "" && value.length <= limit ? value : null;
}
