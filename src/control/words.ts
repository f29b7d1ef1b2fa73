import { assertNever } from "../app/assert-never.ts";
import { accountName } from "../auth/account-name.ts";
import type { CallVerb } from "../calls/control.ts";
import { readableNumber } from "../calls/popup-view.ts";
import { type ControlReply, printable } from "./protocol.ts";
import type { StatusCall, StatusReport } from "./status.ts";
import type { Command, VerbName } from "./verbs.ts";

/** Documented in docs/command-line.md; scripts rely on them. */
const exitCodes = { done: 0, refused: 1, usage: 2, notRunning: 3, noAnswer: 4 } as const;

/** What a command prints and with what it ends. Texts end in a newline or are empty. */
export interface Printed {
  readonly out: string;
  readonly err: string;
  readonly exitCode: number;
}

/** What the answer of a running Handset looks like on the command line. */
export function printReply(reply: ControlReply, productName: string, json: boolean, now: number): Printed {
  switch (reply.result) {
    case "posted":
      return done(`${reply.what === "call" ? "Calling" : "Writing to"} ${reply.shown}.`);
    case "asked":
      return done(`Asked on screen whether to ${verbOf(reply.what)} ${reply.shown}.`);
    case "waiting":
      return done(
        reply.for === "sign-in"
          ? `Waiting for sign-in, then to ${verbOf(reply.what)} ${reply.shown}.`
          : `Waiting for the phone to be ready, then to ${verbOf(reply.what)} ${reply.shown}.`,
      );
    case "controlled":
      return done(controlled(reply.did, reply.shown));
    case "status":
      return done(json ? JSON.stringify(reply.status) : statusWords(reply.status, now));
    case "shown":
      return done(`${productName} is in front.`);
    case "quitting":
      return done(`${productName} quits.`);
    case "refused":
      return failed(exitCodes.refused, `${reply.title} ${reply.nextStep}`.trim());
    case "no-answer":
      return failed(exitCodes.noAnswer, `${reply.title} ${reply.nextStep}`.trim());
    default:
      return assertNever(reply);
  }
}

export function printNotRunning(productName: string): Printed {
  return failed(exitCodes.notRunning, `${productName} is not running.`);
}

export function printNotStarted(productName: string, seconds: number): Printed {
  return failed(
    exitCodes.noAnswer,
    `${productName} was started and was not ready within ${seconds} seconds. Look at its window, then try again.`,
  );
}

export function printNoAnswer(productName: string): Printed {
  return failed(
    exitCodes.noAnswer,
    `${productName} has not answered in time. What was asked may still happen: look at its window.`,
  );
}

export function printComplaint(
  productName: string,
  { problem, verb }: Extract<Command, { do: "complain" }>,
): Printed {
  const program = productName.toLowerCase();
  const help = verb === null ? `${program} --help` : `${program} help ${verb}`;
  return failed(exitCodes.usage, `${printable(problem)} Try "${help}".`);
}

const done = (line: string): Printed => ({ out: `${line}\n`, err: "", exitCode: exitCodes.done });
const failed = (exitCode: number, line: string): Printed => ({ out: "", err: `${line}\n`, exitCode });

function verbOf(what: "call" | "message"): string {
  return what === "call" ? "call" : "write to";
}

function controlled(did: CallVerb, shown: string): string {
  switch (did) {
    case "answer":
      return `Answered ${shown}.`;
    case "decline":
      return `Declined ${shown}.`;
    case "to-voicemail":
      return `Sent ${shown} to voicemail.`;
    case "hangup":
      return `Hung up ${shown}.`;
    case "mute":
      return `Muted the call with ${shown}.`;
    case "unmute":
      return `Unmuted the call with ${shown}.`;
    case "hold":
      return `Put ${shown} on hold.`;
    case "unhold":
      return `Resumed the call with ${shown}.`;
    default:
      return assertNever(did);
  }
}

function statusWords(status: StatusReport, now: number): string {
  const { product, appVersion, profile, session, dialer, reachability, calls } = status;
  const isCallable = reachability?.reachable ?? true;
  const ready = dialer.ready ? (isCallable ? " Ready for calls." : "") : " The phone is not ready.";
  const of = profile === null ? "" : `, profile ${profile}`;
  const who =
    session.account === null
      ? session.state === "redeeming"
        ? "Signing in."
        : "Nobody is signed in."
      : `Signed in as ${accountName(session.account)}.${ready}`;
  const trouble =
    session.account === null || reachability === undefined || reachability.reason === null
      ? []
      : [`${reachability.reason} ${reachability.nextStep ?? ""}`.trim()];
  const lines = [
    `${product} ${appVersion}${of}: ${who}`,
    ...trouble,
    ...calls.map((call) => callWords(call, now)),
  ];
  return lines.map(printable).join("\n");
}

function callWords({ direction, number, name, phase, muted, startedAt }: StatusCall, now: number): string {
  const who = shownParty(number, name);
  switch (phase) {
    case "ringing":
      return `${who} is ringing.`;
    case "dialing":
      return `Calling ${who}.`;
    case "active":
    case "held": {
      const way = direction === "inbound" ? "In a call from" : "In a call to";
      const seconds = startedAt === null ? 0 : Math.max(0, Math.floor((now - startedAt) / 1000));
      const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      return `${way} ${who}, ${time}${phase === "held" ? ", on hold" : ""}${muted ? ", muted" : ""}.`;
    }
    default:
      return assertNever(phase);
  }
}

/** "Ada Lovelace (+1 415 555 0142)", or as much of it as is known. */
function shownParty(number: string, name: string | null): string {
  const readable = number === "" ? "a withheld number" : readableNumber(number);
  return name === null ? readable : `${name} (${readable})`;
}

/** "{product}" stands for the product's name. */
const summaries: Readonly<Record<VerbName, { readonly use: string; readonly does: string }>> = {
  call: { use: "call NUMBER", does: "Call a number. Starts {product} when it does not run." },
  sms: {
    use: "sms NUMBER [--text TEXT]",
    does: "Open a message to a number, with a text. Starts {product} when it does not run.",
  },
  answer: { use: "answer [--call ID]", does: "Answer the call that rings, the oldest one first." },
  decline: { use: "decline [--call ID]", does: "Decline the call that rings." },
  hangup: { use: "hangup [--call ID]", does: "Hang up the call that is up." },
  mute: {
    use: "mute [on|off] [--call ID]",
    does: "Mute your microphone or switch it on again; alone: the other.",
  },
  hold: { use: "hold [on|off] [--call ID]", does: "Put the call on hold or take it back; alone: the other." },
  status: {
    use: "status [--json]",
    does: "Say whether {product} runs, who is signed in, and which calls are up.",
  },
  show: { use: "show", does: "Bring {product} to the front. Starts it when it does not run." },
  quit: { use: "quit", does: "Quit {product}." },
};

export function printHelp(productName: string, verb: VerbName | null): Printed {
  const program = productName.toLowerCase();
  const own = (text: string): string => text.replaceAll("{product}", productName);
  if (verb !== null) {
    const { use, does } = summaries[verb];
    return done(`Usage: ${program} ${use}\n\n${own(does)}`);
  }
  const names = Object.values(summaries);
  const width = Math.max(...names.map(({ use }) => use.length));
  const list = names.map(({ use, does }) => `  ${use.padEnd(width)}  ${own(does)}`);
  return done(
    [
      `Usage: ${program} [--profile NAME] COMMAND`,
      "",
      ...list,
      `  ${"help [COMMAND]".padEnd(width)}  Say this, or more about one command.`,
      "",
      "Options:",
      `  --profile NAME   The ${productName} of this profile: a second account beside the usual one.`,
      "  --data-dir=PATH  The one whose settings are in this folder.",
      "  --version        Print the version.",
      "",
      "Ends with 0 when it was done, 1 when it was refused, 2 for a command that is not understood,",
      `3 when ${productName} is not running, 4 when there was no answer in time.`,
    ].join("\n"),
  );
}

export function printVersion(productName: string, version: string): Printed {
  return done(`${productName} ${version}`);
}
