import { Button } from "../shared/components.tsx";
import { Icon } from "../shared/icons.tsx";
import { texts } from "./texts.ts";

interface RepliesProps {
  readonly caller: string;
  /** With the text to begin with, or "". */
  readonly choose: (text: string) => void;
  readonly back: () => void;
}

/** In place of the other buttons: what to write to the caller. Escape goes back. */
export function Replies({ caller, choose, back }: RepliesProps) {
  return (
    <fieldset
      class="replies"
      aria-label={texts.replyWhom(caller)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        back();
      }}
    >
      <p class="kind">{texts.replyTitle}</p>
      {texts.replies.map((text, index) => (
        <Button key={text} kind="secondary" takesFocus={index === 0} onPress={() => choose(text)}>
          {text}
        </Button>
      ))}
      <div class="more">
        <Button kind="quiet" onPress={back}>
          <span class="with-icon">
            <Icon name="back" />
            {texts.back}
          </span>
        </Button>
        <Button kind="quiet" onPress={() => choose("")}>
          {texts.write}
        </Button>
      </div>
    </fieldset>
  );
}
