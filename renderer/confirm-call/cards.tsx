import type { ComponentChild } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { ConfirmCallCard, Requests } from "../../src/ipc/channels.ts";
import { Button, NoticeMark } from "../shared/components.tsx";
import { texts } from "./texts.ts";
import { useArmed } from "./use-armed.ts";

export type Choice = Requests["confirm-call:answer"]["payload"]["choice"];

interface CardProps<K extends ConfirmCallCard["kind"]> {
  readonly card: Extract<ConfirmCallCard, { kind: K }>;
  /** What waits behind the card, shown above the buttons. */
  readonly queue: ComponentChild;
  readonly onAnswer: (choice: Choice) => void;
}

/** A number somebody or something wants dialled. The focus starts on the safe answer. */
export function ConfirmCard({
  card,
  queue,
  onAnswer,
  armAfterMs,
}: CardProps<"confirm"> & { armAfterMs: number }) {
  return (
    <>
      <div class="about">
        <h1 id="card-title">{card.others.length === 0 ? texts.ask[card.action] : texts.askSeveral}</h1>
        <div id="card-about">
          <p class="number">{card.number}</p>
          {card.others.map((number) => (
            <p key={number} class="other-number">
              {number}
            </p>
          ))}
          {card.country !== null && card.others.length === 0 && <p>{card.country}</p>}
          <p class="source">{card.source}</p>
          {card.remarks.map((remark) => (
            <p key={remark.text} class={`remark ${remark.severity}`}>
              <NoticeMark severity={remark.severity} />
              <span>{remark.text}</span>
            </p>
          ))}
        </div>
        {card.text !== null && (
          <Excerpt label={texts.messageText} kind="message">
            {card.text}
          </Excerpt>
        )}
      </div>
      <footer>
        {queue}
        <div class="answers">
          <Button kind="secondary" takesFocus onPress={() => onAnswer("dismiss")}>
            {texts.dismiss[card.action]}
          </Button>
          <Button kind="secondary" label={texts.copyLabel} onPress={() => onAnswer("copy")}>
            {texts.copy}
          </Button>
          {card.canText && (
            <Button kind="secondary" onPress={() => onAnswer("text")}>
              {texts.text}
            </Button>
          )}
          <AcceptButton afterMs={armAfterMs} onAccept={() => onAnswer("accept")}>
            {texts.accept[card.action]}
          </AcceptButton>
        </div>
        {card.blocks !== null && (
          <div class="block">
            <Button kind="quiet" label={texts.blockLabel(card.blocks)} onPress={() => onAnswer("block")}>
              {texts.block}
            </Button>
          </div>
        )}
      </footer>
    </>
  );
}

/** A link that will not be dialled, and why. */
export function RefusedCard({ card, queue, onAnswer }: CardProps<"refused">) {
  return (
    <>
      <div class="about">
        <div class="refusal">
          <NoticeMark severity={card.notice.severity} />
          <h1 id="card-title">{card.notice.title}</h1>
        </div>
        <p id="card-about">{card.notice.nextStep}</p>
        {card.shown !== "" && (
          <Excerpt label={texts.received} kind="received">
            {card.shown}
          </Excerpt>
        )}
      </div>
      <footer>
        {queue}
        <div class="answers">
          <Button kind="primary" takesFocus onPress={() => onAnswer("dismiss")}>
            {texts.ok}
          </Button>
        </div>
      </footer>
    </>
  );
}

interface ExcerptProps {
  readonly label: string;
  readonly kind: "message" | "received";
  readonly children: string;
}

/** Foreign text in a box of its own, so that it cannot pass for a word of ours; scrolls when it is long. */
function Excerpt({ label, kind, children }: ExcerptProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class={`excerpt ${kind}`} aria-label={label} tabIndex={0}>
      <bdi>{children}</bdi>
    </section>
  );
}

interface AcceptButtonProps {
  readonly afterMs: number;
  readonly onAccept: () => void;
  readonly children: string;
}

/** Does nothing until it is armed, and shows the time running. */
function AcceptButton({ afterMs, onAccept, children }: AcceptButtonProps) {
  const [armed, round] = useArmed(afterMs);
  const bar = useRef<HTMLSpanElement>(null);
  // Animated from here, because the page's content policy rules out a style attribute with the time in it.
  // Each round starts the bar afresh
  useLayoutEffect(() => {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const running = bar.current?.animate([{ transform: "scaleX(0)" }, { transform: "scaleX(1)" }], afterMs);
    return () => running?.cancel();
  }, [afterMs, round]);

  return (
    <Button
      kind="primary"
      inactive={!armed}
      onPress={onAccept}
      {...(armed ? {} : { describedBy: "accept-soon" })}
    >
      {children}
      {!armed && (
        <>
          <span ref={bar} class="arming" aria-hidden="true" />
          <span id="accept-soon" class="unseen" hidden>
            {texts.soon}
          </span>
        </>
      )}
    </Button>
  );
}
