import type { ComponentChild, ComponentProps } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ConfirmCallCard, Requests, Trusted } from "../../src/ipc/channels.ts";
import { Button, NoticeMark } from "../shared/components.tsx";
import { texts } from "./texts.ts";
import type { Arming } from "./use-armed.ts";

export type Choice = Requests["confirm-call:answer"]["payload"]["choice"];

interface CardProps<K extends ConfirmCallCard["kind"]> {
  readonly card: Extract<ConfirmCallCard, { kind: K }>;
  /** What waits behind the card, shown above the buttons. */
  readonly queue: ComponentChild;
  readonly arming: Arming;
  /** @param trusts whether the source is not asked about again */
  readonly onAnswer: (choice: Choice, trusts?: boolean) => void;
}

/** A number somebody or something wants dialled. The focus starts on the safe answer. */
export function ConfirmCard({ card, queue, arming, onAnswer }: CardProps<"confirm">) {
  const [trusts, setTrusts] = useState(false);
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
        {card.trusts !== null && (
          <Trust trusted={card.trusts} arming={arming} checked={trusts} onChange={setTrusts} />
        )}
        <div class="answers">
          <ArmedButton arming={arming} kind="secondary" takesFocus onPress={() => onAnswer("dismiss")}>
            {texts.dismiss[card.action]}
          </ArmedButton>
          <ArmedButton
            arming={arming}
            kind="secondary"
            label={texts.copyLabel}
            onPress={() => onAnswer("copy")}
          >
            {texts.copy}
          </ArmedButton>
          {card.canText && (
            <ArmedButton arming={arming} kind="secondary" onPress={() => onAnswer("text")}>
              {texts.text}
            </ArmedButton>
          )}
          <ArmedButton arming={arming} kind="primary" onPress={() => onAnswer("accept", trusts)}>
            {texts.accept[card.action]}
            {!arming.armed && <ArmingBar arming={arming} />}
          </ArmedButton>
        </div>
        {card.blocks !== null && (
          <div class="block">
            <ArmedButton
              arming={arming}
              kind="quiet"
              label={texts.blockLabel(card.blocks)}
              onPress={() => onAnswer("block")}
            >
              {texts.block}
            </ArmedButton>
          </div>
        )}
      </footer>
    </>
  );
}

interface TrustProps {
  readonly trusted: Trusted;
  readonly arming: Arming;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Lets the source's links through from now on; counts when the card is accepted. */
function Trust({ trusted, arming, checked, onChange }: TrustProps) {
  return (
    <div class="trust">
      <label>
        <input
          type="checkbox"
          checked={checked}
          aria-disabled={arming.armed ? undefined : "true"}
          aria-describedby={trusted.ofWebPages ? "trust-help" : undefined}
          onClick={(event) => {
            if (!arming.armed) event.preventDefault();
          }}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        {texts.trust(trusted.links)}
      </label>
      {trusted.ofWebPages && <p id="trust-help">{texts.trustHelp}</p>}
    </div>
  );
}

/** A link that will not be dialled, and why. */
export function RefusedCard({ card, queue, arming, onAnswer }: CardProps<"refused">) {
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
          <ArmedButton arming={arming} kind="primary" takesFocus onPress={() => onAnswer("dismiss")}>
            {texts.ok}
          </ArmedButton>
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

interface ArmedButtonProps extends ComponentProps<typeof Button> {
  readonly arming: Arming;
}

/** Does nothing until the card is armed: whoever presses at once meant another window. */
export function ArmedButton({ arming, ...button }: ArmedButtonProps) {
  return <Button {...button} inactive={!arming.armed} {...(arming.armed ? {} : { describedBy: SOON })} />;
}

/** Id of the words that say why nothing happens yet. */
export const SOON = "answers-soon";

/** Shows the time running until the card is armed. */
function ArmingBar({ arming: { round, afterMs } }: { readonly arming: Arming }) {
  const bar = useRef<HTMLSpanElement>(null);
  // Animated from here, because the page's content policy rules out a style attribute with the time in it.
  // Each round starts the bar afresh
  useLayoutEffect(() => {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const running = bar.current?.animate([{ transform: "scaleX(0)" }, { transform: "scaleX(1)" }], afterMs);
    return () => running?.cancel();
  }, [afterMs, round]);
  return <span ref={bar} class="arming" aria-hidden="true" />;
}
