import { useRef, useState } from "preact/hooks";
import type { Clearable } from "../../src/privacy/privacy.ts";
import { Button } from "../shared/components.tsx";
import { Group, Problem, useSlowRequest } from "./controls.tsx";
import type { ItemProps } from "./item.ts";
import { type ClearTexts, privacyTexts } from "./sections/privacy-texts.ts";
import { texts } from "./texts.ts";

/** Removes one kind of thing from this computer, after a question where something is lost by it. */
export function Clear({ what, shell }: ItemProps & { readonly what: Clearable }) {
  const words: ClearTexts = privacyTexts.clear[what];
  const runner = useSlowRequest();
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState(false);
  const element = useRef<HTMLDivElement>(null);
  const id = `clear-${what}`;
  /** The pressed button is gone; the focus goes back to where the question came from. */
  const leave = () => {
    setAsking(false);
    requestAnimationFrame(() => element.current?.querySelector<HTMLButtonElement>("button")?.focus());
  };
  const clear = () => {
    setDone(false);
    runner.run(
      () => shell.request("settings:clear", what),
      () => setDone(true),
    );
    if (asking) leave();
  };
  return (
    <Group id={id} title={words.title} help={words.help}>
      <div ref={element}>
        {asking ? (
          <div class="question">
            <p id={`${id}-question`}>{words.question}</p>
            <div class="actions">
              <Button kind="decline" describedBy={`${id}-question`} inactive={runner.busy} onPress={clear}>
                {words.confirm}
              </Button>
              <Button kind="secondary" describedBy={`${id}-question`} takesFocus onPress={leave}>
                {texts.cancel}
              </Button>
            </div>
          </div>
        ) : (
          <div class="actions">
            <Button
              kind="secondary"
              inactive={runner.busy}
              onPress={() => (words.question === null ? clear() : setAsking(true))}
            >
              {words.button}
            </Button>
          </div>
        )}
      </div>
      <p class={done ? "help" : "unseen"} role="status">
        {done ? words.done : ""}
      </p>
      <Problem problem={runner.problem} />
    </Group>
  );
}
