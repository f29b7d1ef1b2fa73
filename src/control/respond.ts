import { assertNever } from "../app/assert-never.ts";
import type { Scheduler } from "../app/scheduler.ts";
import type { CallController } from "../calls/call-controller.ts";
import type { CallState } from "../calls/call-state.ts";
import { type CallVerb, type ControlRefusal, chooseCall } from "../calls/control.ts";
import { readableNumber } from "../calls/popup-view.ts";
import { callsSentence } from "../calls/question-view.ts";
import type { DialRequest } from "../links/intent.ts";
import type { DialOutcome } from "../links/link-controller.ts";
import type { Reachability } from "../reachability/reachability.ts";
import type { ControlReply, ControlRequest, Switch } from "./protocol.ts";
import { statusReachability, statusReport } from "./status.ts";

export interface ResponderOptions {
  readonly productName: string;
  readonly appVersion: string;
  /** Name of the profile, or null for the usual one. */
  readonly profile: string | null;
  readonly calls: Pick<CallController, "state" | "onChanged" | "control">;
  readonly session: () => { readonly state: string; readonly account: string | null };
  readonly isDialerReady: () => boolean;
  readonly reachability: () => Reachability;
  readonly dial: (request: DialRequest) => Promise<DialOutcome>;
  readonly show: () => void;
  readonly scheduler: Scheduler;
}

/** A widget does what it is asked within a moment; a call that is being put up may take the network's time. */
const CONTROL_LIMIT_MS = 5_000;
/** So long a sign-in from the vault is waited for, that a phone which has just been started can say more. */
const SETTLE_LIMIT_MS = 15_000;
const SETTLE_LOOK_MS = 100;

/** Does what the command line asks and says what became of it. `quit` is answered first and done by the caller. */
export function createResponder(
  options: ResponderOptions,
): (request: ControlRequest) => Promise<ControlReply> {
  const { calls, scheduler, productName } = options;

  const control = async (verb: CallVerb, call: string | null): Promise<ControlReply> => {
    const result = calls.control(verb, call ?? undefined);
    if (!result.ok) return refusal(verb, result.because, calls.state(), productName);
    const { id, number } = result.call;
    const isDone = await changed((state) => hasHappened(verb, state, id));
    const shown = number === "" ? "a withheld number" : readableNumber(number);
    if (isDone) return { result: "controlled", did: verb, shown };
    return {
      result: "no-answer",
      title: `The phone was asked to ${attempts[verb]}, and it has not happened.`,
      nextStep: `Look at the window of ${productName}.`,
    };
  };
  const changed = (isDone: (state: CallState) => boolean): Promise<boolean> =>
    new Promise((resolve) => {
      const finish = (value: boolean): void => {
        stopListening();
        stopWaiting();
        resolve(value);
      };
      const stopListening = calls.onChanged((state) => {
        if (isDone(state)) finish(true);
      });
      const stopWaiting = scheduler.after(CONTROL_LIMIT_MS, () => finish(false));
      if (isDone(calls.state())) finish(true);
    });
  const settled = async (): Promise<void> => {
    const end = scheduler.now() + SETTLE_LIMIT_MS;
    while (options.session().state === "redeeming" && scheduler.now() < end)
      await new Promise<void>((resolve) => void scheduler.after(SETTLE_LOOK_MS, resolve));
  };
  const dial = async (request: Pick<DialRequest, "kind" | "written" | "text">): Promise<ControlReply> => {
    await settled();
    return replyTo(request.kind, await options.dial({ ...request, source: { kind: "command-line" } }));
  };

  return async (request) => {
    switch (request.verb) {
      case "call":
        return dial({ kind: "call", written: request.number, text: null });
      case "sms":
        return dial({ kind: "message", written: request.number, text: request.text });
      case "answer":
      case "decline":
      case "hangup":
        return control(request.verb, request.call);
      case "mute":
      case "hold":
        return control(switchVerb(request.verb, request.to, request.call, calls.state()), request.call);
      case "status": {
        const { appVersion, profile } = options;
        const { state, account } = options.session();
        const about = { product: productName, appVersion, profile, session: { state, account } };
        const dialer = { ready: options.isDialerReady() };
        const reachability = statusReachability(options.reachability());
        const status = statusReport({ ...about, dialer, reachability }, calls.state());
        return { result: "status", status };
      }
      case "show":
        options.show();
        return { result: "shown" };
      case "quit":
        return quit(calls.state(), productName);
      default:
        return assertNever(request);
    }
  };
}

/** Who types a command may not be at the screen: it is refused, and not asked about there. */
function quit(state: CallState, productName: string): ControlReply {
  const here = state.calls.filter(({ where }) => where === "here");
  if (here.length === 0) return { result: "quitting" };
  const first = here.some(({ phase }) => phase !== "ringing") ? "hangup" : "decline";
  return {
    result: "refused",
    title: callsSentence(here),
    nextStep: `"${productName.toLowerCase()} ${first}" ends it; the tray’s Quit can also wait for its end.`,
  };
}

function switchVerb(verb: "mute" | "hold", to: Switch, id: string | null, state: CallState): CallVerb {
  const chosen = chooseCall(state, verb, id ?? undefined);
  const isOn = chosen.ok && (verb === "mute" ? chosen.call.muted : chosen.call.phase === "held");
  const wanted = to === "toggle" ? !isOn : to === "on";
  if (verb === "mute") return wanted ? "mute" : "unmute";
  return wanted ? "hold" : "unhold";
}

function hasHappened(verb: CallVerb, { calls }: CallState, id: string): boolean {
  const call = calls.find((each) => each.id === id);
  switch (verb) {
    case "decline":
    case "hangup":
    case "to-voicemail":
      return call === undefined;
    case "answer":
      return call?.phase === "active";
    case "mute":
      return call?.muted === true;
    case "unmute":
      return call?.muted === false;
    case "hold":
      return call?.phase === "held";
    case "unhold":
      return call?.phase === "active";
    default:
      return assertNever(verb);
  }
}

const attempts: Readonly<Record<CallVerb, string>> = {
  answer: "answer",
  decline: "decline the call",
  hangup: "hang up",
  mute: "mute the call",
  unmute: "unmute the call",
  hold: "put the call on hold",
  unhold: "resume the call",
  "to-voicemail": "send the call to voicemail",
};

function refusal(
  verb: CallVerb,
  because: ControlRefusal,
  state: CallState,
  productName: string,
): ControlReply {
  const refused = (title: string, nextStep = ""): ControlReply => ({ result: "refused", title, nextStep });
  const program = productName.toLowerCase();
  const rings = state.calls.some(({ where, phase }) => where === "here" && phase === "ringing");
  switch (because) {
    case "no-call":
      return refused(isForRinging(verb) ? "No call is ringing." : "No call is up.");
    case "not-ringing":
      return refused("No call is ringing.");
    case "not-active":
      return refused(
        "No call is up.",
        rings ? `One is ringing: "${program} answer" or "${program} decline".` : "",
      );
    case "no-such-call":
      return refused("There is no such call.", `"${program} status --json" lists the calls there are.`);
    case "elsewhere":
      return refused("The call is on another device.", "Use that device, or switch the call to this one.");
    default:
      return assertNever(because);
  }
}

function isForRinging(verb: CallVerb): boolean {
  return verb === "answer" || verb === "decline" || verb === "to-voicemail";
}

function replyTo(what: "call" | "message", outcome: DialOutcome): ControlReply {
  switch (outcome.result) {
    case "posted":
    case "asked":
      return { result: outcome.result, what, shown: outcome.shown };
    case "waiting":
      return { result: "waiting", what, shown: outcome.shown, for: outcome.for };
    case "refused":
    case "dropped":
      return { result: "refused", title: outcome.notice.title, nextStep: outcome.notice.nextStep };
    default:
      return assertNever(outcome);
  }
}
