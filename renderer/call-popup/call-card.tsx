import { useState } from "preact/hooks";
import type { PopupCall, PopupRequest } from "../../src/calls/popup-view.ts";
import type { ShellApi } from "../../src/ipc/channels.ts";
import { Button } from "../shared/components.tsx";
import { Icon } from "../shared/icons.tsx";
import { type RequestRunner, useRequest } from "../shared/use-request.ts";
import { Replies } from "./replies.tsx";
import { texts } from "./texts.ts";

interface CallCardProps {
  readonly call: PopupCall;
  readonly shell: ShellApi;
  /** Keys that answer this call; "" for none. */
  readonly answerKeys: string;
  /** One of several: its second row of buttons has icons only. */
  readonly isCompact: boolean;
}

/** Who calls, and what can be done about it. */
export function CallCard({ call, shell, answerKeys, isCompact }: CallCardProps) {
  const request = useRequest();
  const [isReplying, setReplying] = useState(false);
  const [wasReplying, setWasReplying] = useState(false);
  const number = numberBesideName(call);
  const ask = (payload: PopupRequest) => request.run(() => shell.request("call-popup:act", payload));
  const close = () => {
    setReplying(false);
    setWasReplying(true);
  };

  return (
    <section class={isCompact ? "call compact" : "call"} aria-label={callerOf(call)}>
      <div class="top">
        <span class="face" aria-hidden="true">
          {call.name === null ? <Icon name="person" /> : initialsOf(call.name)}
        </span>
        <div class="who">
          <p class="caller clamped">
            <bdi>{callerOf(call)}</bdi>
          </p>
          {number !== null && (
            <p class="digits">
              {number}
              {call.isContact && ` · ${texts.contact}`}
            </p>
          )}
          <Status call={call} failed={request.problem !== null || call.failed} />
        </div>
      </div>
      {isReplying && call.pending === null ? (
        <Replies
          caller={callerOf(call)}
          choose={(text) => {
            close();
            ask({ id: call.id, action: "reply", text });
          }}
          back={close}
        />
      ) : (
        <Actions
          call={call}
          busy={request.busy || call.pending !== null}
          answerKeys={answerKeys}
          isCompact={isCompact}
          takesFocusBack={wasReplying}
          ask={ask}
          reply={() => setReplying(true)}
        />
      )}
    </section>
  );
}

function Status({ call, failed }: { readonly call: PopupCall; readonly failed: boolean }) {
  if (call.pending !== null) {
    return (
      <p class="kind" role="status">
        {texts.pending[call.pending]}
      </p>
    );
  }
  if (failed) {
    return (
      <p class="problem" role="alert">
        {texts.failed}
      </p>
    );
  }
  return (
    <p class="kind clamped">
      {texts.incoming}
      {call.queue !== null && ` ${texts.queue(call.queue)}`}
      {call.silenced && ` · ${texts.silenced}`}
    </p>
  );
}

interface ActionsProps {
  readonly call: PopupCall;
  readonly busy: boolean;
  readonly answerKeys: string;
  readonly isCompact: boolean;
  /** The list of replies was closed: Tab goes on from the button that had opened it. */
  readonly takesFocusBack: boolean;
  readonly ask: (payload: PopupRequest) => ReturnType<RequestRunner["run"]>;
  readonly reply: () => void;
}

function Actions({ call, busy, answerKeys, isCompact, takesFocusBack, ask, reply }: ActionsProps) {
  const { id } = call;
  const caller = callerOf(call);
  const answer = call.holdsOther ? texts.holdAndAnswer : texts.answer;
  const words = (text: string) => <span class={isCompact ? "unseen" : undefined}>{text}</span>;
  return (
    <>
      <div class="acts">
        <Button
          kind="answer"
          label={texts.ofWhom(answer, caller)}
          inactive={busy}
          onPress={() => ask({ id, action: "answer" })}
        >
          <span class="with-icon">
            <Icon name="phone" />
            {answer}
            {answerKeys !== "" && <kbd>{answerKeys}</kbd>}
          </span>
        </Button>
        <Button
          kind="decline"
          label={texts.ofWhom(texts.decline, caller)}
          inactive={busy}
          onPress={() => ask({ id, action: "decline" })}
        >
          <span class="with-icon">
            <Icon name="hangup" />
            {texts.decline}
          </span>
        </Button>
      </div>
      <div class="more">
        {call.offersVoicemail && (
          <Button
            kind="quiet"
            label={texts.toVoicemailWhom(caller)}
            inactive={busy}
            onPress={() => ask({ id, action: "to-voicemail" })}
          >
            <span class="with-icon">
              <Icon name="voicemail" />
              {words(texts.toVoicemail)}
            </span>
          </Button>
        )}
        {call.offersReply && (
          <Button
            kind="quiet"
            label={texts.replyWhom(caller)}
            inactive={busy}
            takesFocus={takesFocusBack}
            onPress={reply}
          >
            <span class="with-icon">
              <Icon name="message" />
              {words(texts.reply)}
            </span>
          </Button>
        )}
        {call.offersSilence && (
          <Button
            kind="quiet"
            label={texts.ofWhom(texts.silence, caller)}
            pressed={call.silenced}
            inactive={busy}
            onPress={() => ask({ id, action: call.silenced ? "unsilence" : "silence" })}
          >
            <span class="with-icon">
              <Icon name={call.silenced ? "quiet" : "ring"} />
              {words(call.silenced ? texts.silenced : texts.silence)}
            </span>
          </Button>
        )}
      </div>
    </>
  );
}

export function callerOf(call: Pick<PopupCall, "name" | "number">): string {
  return call.name ?? (call.number === "" ? texts.withheld : call.number);
}

export function numberBesideName(call: Pick<PopupCall, "name" | "number">): string | null {
  return call.name === null || call.number === "" ? null : call.number;
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => [...(word ?? "")][0] ?? "").join("") || "#";
}
