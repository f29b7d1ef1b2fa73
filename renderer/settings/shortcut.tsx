import { useState } from "preact/hooks";
import type { Notice } from "../../src/ipc/channels.ts";
import { partsInWords } from "../../src/shortcuts/keys-in-words.ts";
import { acceleratorNotice, type ShortcutName } from "../../src/shortcuts/shortcuts.ts";
import { Button, NoticeMark } from "../shared/components.tsx";
import { useRequest } from "../shared/use-request.ts";
import { change } from "./controls.tsx";
import type { ItemProps } from "./item.ts";
import { readPress } from "./keys.ts";
import { texts } from "./texts.ts";

const platform = navigator.platform.startsWith("Mac")
  ? "darwin"
  : navigator.platform.startsWith("Win")
    ? "win32"
    : "linux";

/** A field that takes keys as they are pressed, what became of them, and a button that clears it. */
export function Shortcut({ name, view, shell }: ItemProps & { readonly name: ShortcutName }) {
  const runner = useRequest();
  const [held, setHeld] = useState<readonly string[]>([]);
  const [hasFocus, setHasFocus] = useState(false);
  const [refusal, setRefusal] = useState<Notice | null>(null);
  const row = view.shortcuts.find((each) => each.name === name);
  if (row === undefined) return null;
  const title = texts.shortcutNames[name];
  const holder = view.locked[row.setting];
  const isLocked = holder !== undefined;
  const id = `shortcut-${name}`;

  const choose = (accelerator: string): void => {
    setHeld([]);
    setRefusal(null);
    runner.run(() => change(shell, row.setting, accelerator));
  };
  const setChoosing = (choosing: boolean): void => {
    shell
      .request("settings:choose-keys", choosing)
      .catch((cause: unknown) => console.error("The shortcuts could not be paused:", cause));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const reading = readPress(
      { ...pick(event), altGraph: event.getModifierState("AltGraph") },
      platform === "darwin",
    );
    if (isLocked || reading.kind === "leave") return;
    // Neither text nor the page's own keys.
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    switch (reading.kind) {
      case "unfinished":
        // A choice has ended the pause; the keys of another shortcut are to be chosen, not to act.
        setChoosing(true);
        setHeld(reading.modifiers);
        return;
      case "clear":
        choose("");
        return;
      case "keys":
        choose(reading.accelerator);
        return;
      case "refused":
        setHeld([]);
        setRefusal(acceleratorNotice(reading.problem));
        return;
    }
  };
  const shown = held.length === 0 ? row.keys : `${partsInWords(held, platform)}+…`;
  const notice = refusal ?? runner.problem ?? row.notice;

  return (
    <div class="item">
      <label class="title" for={id}>
        {title}
      </label>
      <p id={`${id}-help`} class="help">
        {isLocked ? `${texts.managed(holder)} ` : ""}
        {texts.shortcutHelps[name]}
      </p>
      <div class="keys">
        <input
          id={id}
          type="text"
          value={shown}
          placeholder={hasFocus && !isLocked ? texts.pressKeys : texts.noKeys}
          aria-describedby={`${id}-help ${id}-state shortcuts-intro`}
          aria-disabled={isLocked ? "true" : undefined}
          autocomplete="off"
          spellcheck={false}
          onKeyDown={onKeyDown}
          onKeyUp={() => setHeld([])}
          onBeforeInput={(event) => event.preventDefault()}
          onInput={(event) => {
            // What an input method puts in cannot be prevented.
            event.currentTarget.value = shown;
          }}
          onFocus={() => {
            setHasFocus(true);
            if (!isLocked) setChoosing(true);
          }}
          onBlur={() => {
            setHasFocus(false);
            setHeld([]);
            setRefusal(null);
            if (!isLocked) setChoosing(false);
          }}
        />
        <Button
          kind="secondary"
          label={texts.clearKeysOf(title)}
          inactive={isLocked || row.state === "off"}
          onPress={() => choose("")}
        >
          {texts.clearKeys}
        </Button>
      </div>
      <div id={`${id}-state`} role="status">
        {notice === null ? (
          <p class="help">{row.state === "off" ? texts.keysOff : texts.keysWork}</p>
        ) : (
          <div class={`notice ${notice.severity}`}>
            <NoticeMark severity={notice.severity} />
            <div>
              <p class="notice-title">{notice.title}</p>
              <p>{notice.nextStep}</p>
            </div>
          </div>
        )}
      </div>
    </div>
  );
}

const pick = ({ key, code, ctrlKey, altKey, shiftKey, metaKey }: KeyboardEvent) => ({
  key,
  code,
  ctrlKey,
  altKey,
  shiftKey,
  metaKey,
});
