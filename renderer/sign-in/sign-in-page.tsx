import { useLayoutEffect, useState } from "preact/hooks";
import icon from "../../build/icon.svg";
import type { ShellApi, SignInForm, SignInView } from "../../src/ipc/channels.ts";
import { Button, NoticeBanner, useTitle } from "../shared/components.tsx";
import { useRequest } from "../shared/use-request.ts";
import { draftOf, hasForm, usesMoreWays, withoutSecrets } from "./form.ts";
import { Ready } from "./ready.tsx";
import { texts } from "./texts.ts";
import { Finishing, Waiting } from "./under-way.tsx";

interface SignInPageProps {
  readonly view: SignInView;
  readonly shell: ShellApi;
}

/** First sign-in and every later one: the way from a click to the browser and back. */
export function SignInPage({ view, shell }: SignInPageProps) {
  useTitle(texts.windowTitle(view.productName, view.profile));
  // Kept here, so that what was typed survives a cancelled attempt.
  const [edited, setEdited] = useState<Partial<SignInForm>>({});
  // Null until the user has opened or closed the disclosure: then it follows from what is in use.
  const [opened, setOpened] = useState<boolean | null>(null);
  const starting = useRequest();
  const asking = useRequest();
  const cancelling = useRequest();
  const notice = starting.problem ?? asking.problem ?? cancelling.problem ?? view.notice;
  const asksForClientId = view.state === "ready" && hasForm(view);

  // What a request was for is settled once the state has moved on.
  useLayoutEffect(() => {
    for (const request of [starting, asking, cancelling]) request.release();
  }, [view.state]);

  const edit = (change: Partial<SignInForm>) => setEdited((edits) => ({ ...edits, ...change }));
  const start = (form: SignInForm) =>
    starting.run(
      () => shell.request("sign-in:start", form),
      () => setEdited(withoutSecrets),
    );
  const cancel = () => cancelling.run(() => shell.request("sign-in:cancel", null));
  const signOut = () => cancelling.run(() => shell.request("sign-in:sign-out", { clearData: false }));

  const draft = draftOf(view.form, edited, view.locked);
  const step = () => {
    switch (view.state) {
      case "ready":
        return (
          <Ready
            view={view}
            shell={shell}
            draft={draft}
            busy={starting.busy}
            open={opened ?? usesMoreWays(draft, view.form)}
            onOpen={setOpened}
            onEdit={edit}
            onStart={start}
          />
        );
      case "waiting-for-browser":
        return (
          <Waiting
            productName={view.productName}
            offersLoopback={view.offersLoopback}
            waitingIn={view.waitingIn}
            shell={shell}
            asking={asking}
            onCancel={cancel}
          />
        );
      case "finishing":
        return <Finishing canSignOut={view.canSignOut} onCancel={cancel} onSignOut={signOut} />;
    }
  };

  return (
    <main class={`sheet ${asksForClientId ? "compact" : "spacious"}`}>
      <header>
        <img class="mark" src={icon} alt="" width="56" height="56" />
        <div>
          <h1>{view.productName}</h1>
          <p class="lead">{texts.lead}</p>
          {view.profile !== null && <p class="profile">{texts.profile(view.profile)}</p>}
        </div>
        <Button kind="quiet" onPress={() => asking.run(() => shell.request("sign-in:open-settings", null))}>
          {texts.settings}
        </Button>
      </header>
      {notice && <NoticeBanner key={notice.code} notice={notice} />}
      {notice !== null && notice.severity !== "info" && (
        <Button
          kind="quiet"
          onPress={() => asking.run(() => shell.request("sign-in:open-diagnostics", null))}
        >
          {texts.diagnostics}
        </Button>
      )}
      {step()}
      {view.waitingLink !== null && <p class="waiting-link">{view.waitingLink}</p>}
    </main>
  );
}
