import { useLayoutEffect, useState } from "preact/hooks";
import type { ConfirmCallCard, ConfirmCallView, ShellApi } from "../../src/ipc/channels.ts";
import { NoticeBanner, useTitle } from "../shared/components.tsx";
import { useRequest } from "../shared/use-request.ts";
import { ArmedButton, type Choice, ConfirmCard, RefusedCard, SOON } from "./cards.tsx";
import { texts } from "./texts.ts";
import { type Arming, useArmed } from "./use-armed.ts";

interface ConfirmCallPageProps {
  readonly view: ConfirmCallView;
  readonly shell: ShellApi;
}

/** One link at a time, to be confirmed or thrown away; the rest waits behind it. */
export function ConfirmCallPage({ view, shell }: ConfirmCallPageProps) {
  useTitle(texts.windowTitle(view.productName));
  if (view.card === null) {
    return (
      <main class="sheet">
        <p role="status">{texts.nothingLeft}</p>
      </main>
    );
  }
  // Keyed: a new card is a new dialog. It takes the focus, is read out, and its answers have to arm again.
  return <Dialog key={view.card.id} view={view} card={view.card} shell={shell} />;
}

interface DialogProps extends ConfirmCallPageProps {
  readonly card: ConfirmCallCard;
}

function Dialog({ view, card, shell }: DialogProps) {
  const request = useRequest();
  const [copied, setCopied] = useState(false);
  const arming = useArmed(view.armAfterMs);
  const answer = (choice: Choice, trusts = false) => {
    // Also for Escape: a key meant for another program must not throw the link away.
    if (!arming.armed) return;
    request.run(
      () => shell.request("confirm-call:answer", { id: card.id, choice, trusts }),
      () => setCopied(choice === "copy"),
    );
  };
  useEscape(() => answer("dismiss"));
  const queue = <Queue view={view} arming={arming} onDismissAll={() => answer("dismiss-all")} />;

  return (
    <main>
      <div class="sheet" role="alertdialog" aria-labelledby="card-title" aria-describedby="card-about">
        {request.problem && <NoticeBanner notice={request.problem} />}
        {card.kind === "confirm" ? (
          <ConfirmCard card={card} arming={arming} queue={queue} onAnswer={answer} />
        ) : (
          <RefusedCard card={card} arming={arming} queue={queue} onAnswer={answer} />
        )}
        <p id={SOON} hidden>
          {texts.soon}
        </p>
        <p class="unseen" role="status">
          {copied ? texts.copied : ""}
        </p>
      </div>
    </main>
  );
}

interface QueueProps {
  readonly view: ConfirmCallView;
  readonly arming: Arming;
  readonly onDismissAll: () => void;
}

/** What waits behind the card. The live regions stay in place, so that only changes are read out. */
function Queue({ view, arming, onDismissAll }: QueueProps) {
  return (
    <div class="queue">
      <div role="status">{view.waiting > 0 && texts.waiting(view.waiting, view.sameSource)}</div>
      {view.waiting > 0 && (
        <ArmedButton arming={arming} kind="quiet" onPress={onDismissAll}>
          {texts.dismissAll}
        </ArmedButton>
      )}
      <div class="dropped" role="status">
        {view.dropped > 0 && texts.dropped(view.dropped)}
      </div>
    </div>
  );
}

/**
 * A held key must not empty the whole queue: repeats do not count. A layout effect, because others wait for the next
 * frame, and a key may come before it.
 */
function useEscape(act: () => void): void {
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.repeat && !event.isComposing) act();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });
}
