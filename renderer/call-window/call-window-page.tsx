import { useCallback, useEffect, useState } from "preact/hooks";
import type { CallWindowCall, CallWindowRequest, CallWindowView } from "../../src/calls/call-window-view.ts";
import type { ShellApi } from "../../src/ipc/channels.ts";
import { Button, useTitle } from "../shared/components.tsx";
import { Icon, type IconName } from "../shared/icons.tsx";
import { logFailure, useFit } from "../shared/use-fit.ts";
import { useRequest } from "../shared/use-request.ts";
import { Keypad } from "./keypad.tsx";
import { RunningTime } from "./running-time.tsx";
import { texts } from "./texts.ts";

interface CallWindowPageProps {
  readonly view: CallWindowView;
  readonly shell: ShellApi;
}

/** The call at hand, and below it the others. */
export function CallWindowPage({ view, shell }: CallWindowPageProps) {
  useTitle(texts.windowTitle(view.productName));
  const tellHeight = useCallback(
    (height: number) => {
      // The page's edge above and below.
      shell.request("call-window:fit", height + 2).catch(logFailure);
    },
    [shell],
  );
  const main = useFit<HTMLElement>(tellHeight);
  const [front, ...others] = view.calls;
  return (
    <main ref={main} class="call-window">
      {front === undefined ? (
        <p class="over">{texts.over}</p>
      ) : (
        <FrontCall key={front.id} call={front} shell={shell} />
      )}
      {others.length > 0 && (
        <ul class="others" aria-label={texts.others}>
          {others.map((call) => (
            <OtherCall key={call.id} call={call} swaps={front?.phase === "active"} shell={shell} />
          ))}
        </ul>
      )}
    </main>
  );
}

function FrontCall({ call, shell }: { readonly call: CallWindowCall; readonly shell: ShellApi }) {
  const request = useRequest();
  const [hasKeypad, setKeypad] = useState(false);
  const { id, phase } = call;
  const isUp = phase !== "dialing";
  useEffect(() => {
    if (phase !== "active") setKeypad(false);
  }, [phase]);
  const ask = (payload: CallWindowRequest) => request.run(() => shell.request("call-window:act", payload));
  // Digits follow each other faster than answers come.
  const send = (digits: string) => {
    shell.request("call-window:act", { id, action: "dtmf", digits }).catch(logFailure);
  };

  return (
    <section class="front" aria-label={texts.call}>
      <div class="top">
        <div class="who">
          <h1 class="caller clamped">
            <bdi>{callerOf(call)}</bdi>
          </h1>
          <p class="digits">
            {[numberBesideName(call), call.queue].filter((part) => part !== null).join(" · ")}
          </p>
          <p class={phase === "held" ? "state held" : "state"}>
            {phase === "dialing" && texts.dialing}
            {phase === "held" && `${texts.held} · `}
            {isUp && call.startedAt !== null && <RunningTime since={call.startedAt} />}
          </p>
        </div>
        <button
          type="button"
          class="icon-button"
          aria-label={texts.close}
          title={texts.close}
          onClick={() => shell.request("call-window:close", null).catch(logFailure)}
        >
          <Icon name="close" />
        </button>
      </div>
      {request.problem !== null && (
        <p class="problem" role="alert">
          {texts.failed}
        </p>
      )}
      <div class="controls">
        <Control
          icon={call.muted ? "muted" : "microphone"}
          text={call.muted ? texts.muted : texts.mute}
          label={texts.mute}
          pressed={call.muted}
          inactive={!isUp || request.busy}
          press={() => ask({ id, action: call.muted ? "unmute" : "mute" })}
        />
        <Control
          icon={phase === "held" ? "resume" : "pause"}
          text={phase === "held" ? texts.resume : texts.hold}
          inactive={!isUp || request.busy}
          press={() => ask({ id, action: phase === "held" ? "unhold" : "hold" })}
        />
        <Control
          icon="keypad"
          text={texts.keypad}
          expanded={hasKeypad}
          inactive={phase !== "active"}
          press={() => setKeypad(!hasKeypad)}
        />
        <Control
          icon="hangup"
          kind="decline"
          text={texts.hangUp}
          label={texts.hangUpWhom(callerOf(call))}
          inactive={request.busy}
          press={() => ask({ id, action: "hangup" })}
        />
      </div>
      {hasKeypad && <Keypad send={send} />}
      <Button kind="quiet" onPress={() => shell.request("call-window:open-phone", null).catch(logFailure)}>
        {texts.openPhone}
      </Button>
    </section>
  );
}

interface ControlProps {
  readonly icon: IconName;
  readonly kind?: "secondary" | "decline";
  readonly text: string;
  readonly label?: string;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly inactive: boolean;
  readonly press: () => void;
}

function Control({ icon, kind = "secondary", text, press, ...rest }: ControlProps) {
  return (
    <Button kind={kind} onPress={press} {...rest}>
      <span class="control">
        <Icon name={icon} />
        {text}
      </span>
    </Button>
  );
}

interface OtherCallProps {
  readonly call: CallWindowCall;
  /** The call at hand is talked in: it goes on hold for this one. */
  readonly swaps: boolean;
  readonly shell: ShellApi;
}

function OtherCall({ call, swaps, shell }: OtherCallProps) {
  const request = useRequest();
  const caller = callerOf(call);
  return (
    <li>
      <span class="who">
        <bdi>{caller}</bdi> <span class="kind">{call.phase === "held" ? texts.otherHeld : ""}</span>
      </span>
      {call.phase === "held" && (
        <Button
          kind="secondary"
          label={swaps ? texts.swapWhom(caller) : texts.resumeWhom(caller)}
          inactive={request.busy}
          onPress={() =>
            request.run(() => shell.request("call-window:act", { id: call.id, action: "unhold" }))
          }
        >
          {swaps ? texts.swap : texts.resume}
        </Button>
      )}
    </li>
  );
}

function callerOf(call: CallWindowCall): string {
  return call.name ?? (call.number === "" ? texts.withheld : call.number);
}

function numberBesideName(call: CallWindowCall): string | null {
  return call.name === null || call.number === "" ? null : call.number;
}
