import { useState } from "preact/hooks";
import { texts } from "./texts.ts";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;
const NAMES: Readonly<Record<string, string>> = { "*": "Star", "#": "Pound" };

/** Digits for the other side's menu, by press or by key. */
export function Keypad({ send }: { readonly send: (digit: string) => void }) {
  const [sent, setSent] = useState("");
  const press = (digit: string) => {
    setSent((before) => (before + digit).slice(-16));
    send(digit);
  };
  return (
    <fieldset
      class="keypad"
      aria-label={texts.keypad}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.altKey || event.metaKey || !/^[0-9*#]$/.test(event.key)) return;
        event.preventDefault();
        press(event.key);
      }}
    >
      <output class="sent" aria-label={texts.sent}>
        {sent}
      </output>
      {KEYS.map((digit, index) => (
        <KeypadButton key={digit} digit={digit} takesFocus={index === 0} press={() => press(digit)} />
      ))}
    </fieldset>
  );
}

function KeypadButton(props: {
  readonly digit: string;
  readonly takesFocus: boolean;
  readonly press: () => void;
}) {
  return (
    <button
      type="button"
      class="button secondary"
      aria-label={NAMES[props.digit]}
      ref={(element) => {
        if (
          props.takesFocus &&
          element !== null &&
          !element.closest(".keypad")?.contains(document.activeElement)
        ) {
          element.focus({ preventScroll: true });
        }
      }}
      onClick={props.press}
    >
      {props.digit}
    </button>
  );
}
