import { useEffect, useRef, useState } from "preact/hooks";
import type { SettingsView } from "../../src/ipc/channels.ts";
import { Button, NoticeBanner } from "../shared/components.tsx";
import { Group, Problem, useSlowRequest } from "./controls.tsx";
import type { ItemProps } from "./item.ts";
import { texts } from "./texts.ts";

/** Who is signed in and why not, and the ways out and in. */
export function Account({ view, shell }: ItemProps) {
  const { account } = view;
  const runner = useSlowRequest();
  const [asking, setAsking] = useState(false);
  const clearButton = useRef<HTMLDivElement>(null);
  const signOut = (clearData: boolean) =>
    runner.run(
      () => shell.request("settings:sign-out", { clearData }),
      () => setAsking(false),
    );
  const cancel = () => {
    setAsking(false);
    // The pressed button is gone; the focus goes back to where the question came from.
    requestAnimationFrame(() =>
      clearButton.current?.querySelector<HTMLButtonElement>("button:last-child")?.focus(),
    );
  };
  useEffect(() => {
    if (account.state === "signed-out") setAsking(false);
  }, [account.state]);

  return (
    <Group id="account-who" title={texts.who}>
      <p role="status">{accountInWords(account)}</p>
      {view.profile !== null && <p class="help">{texts.profile(view.profile)}</p>}
      {account.notice !== null && <NoticeBanner notice={account.notice} />}
      <Problem problem={runner.problem} />
      {account.state === "signed-in" && asking && (
        <div class="question">
          <p id="clear-question">{texts.clearQuestion}</p>
          <div class="actions">
            <Button
              kind="decline"
              describedBy="clear-question"
              inactive={runner.busy}
              onPress={() => signOut(true)}
            >
              {texts.clearNow}
            </Button>
            <Button kind="secondary" describedBy="clear-question" takesFocus onPress={cancel}>
              {texts.cancel}
            </Button>
          </div>
        </div>
      )}
      {account.state === "signed-in" && !asking && (
        <div class="actions" ref={clearButton}>
          <Button kind="secondary" inactive={runner.busy} onPress={() => signOut(false)}>
            {texts.signOut}
          </Button>
          <Button kind="secondary" inactive={runner.busy} onPress={() => setAsking(true)}>
            {texts.signOutAndClear}
          </Button>
        </div>
      )}
      {account.state !== "signed-in" && (
        <div class="actions">
          <Button
            kind="secondary"
            onPress={() => runner.run(() => shell.request("settings:show-sign-in", null))}
          >
            {texts.signIn}
          </Button>
        </div>
      )}
    </Group>
  );
}

function accountInWords({ state, label, offline }: SettingsView["account"]): string {
  const words = {
    "signed-out": texts.signedOut,
    "signing-in": texts.signingIn,
    "signed-in": label === null ? texts.signedIn : texts.signedInAs(label),
  }[state];
  return offline ? `${words} ${texts.offline}` : words;
}
