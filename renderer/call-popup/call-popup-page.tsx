import { useCallback, useLayoutEffect, useRef } from "preact/hooks";
import type { CallPopupView } from "../../src/calls/popup-view.ts";
import type { ShellApi } from "../../src/ipc/channels.ts";
import { NoticeBanner, useTitle } from "../shared/components.tsx";
import { logFailure, useFit } from "../shared/use-fit.ts";
import { CallCard, callerOf, numberBesideName } from "./call-card.tsx";
import { texts } from "./texts.ts";

interface CallPopupPageProps {
  readonly view: CallPopupView;
  readonly shell: ShellApi;
}

/**
 * Every call that rings. The window comes up beside whatever the user is doing, so no button has the focus: the
 * dialog itself has it, where Enter and Space do nothing, Tab leads to the first Answer and Escape silences.
 */
export function CallPopupPage({ view, shell }: CallPopupPageProps) {
  const { calls } = view;
  useTitle(texts.windowTitle(view.productName));
  const tellHeight = useCallback(
    (height: number) => {
      // The page's edge above and below.
      shell.request("call-popup:fit", height + 2).catch(logFailure);
    },
    [shell],
  );
  const main = useFit<HTMLElement>(tellHeight);
  const dialog = useRef<HTMLDivElement>(null);
  // A call that ends takes the focused button with it
  useLayoutEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) dialog.current?.focus();
  }, [view]);
  const silenceAll = () => {
    for (const { id, offersSilence, silenced } of calls) {
      if (offersSilence && !silenced)
        shell.request("call-popup:act", { id, action: "silence" }).catch(logFailure);
    }
  };

  return (
    <main ref={main}>
      <h1 class="unseen">{texts.incoming}</h1>
      <div
        ref={dialog}
        class="calls"
        role="alertdialog"
        aria-label={calls.length > 1 ? texts.severalIncoming(calls.length) : texts.incoming}
        aria-describedby="who-calls"
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.defaultPrevented) silenceAll();
        }}
      >
        {calls.length === 0 && <p class="over">{texts.over}</p>}
        {calls.map((call, index) => (
          <CallCard
            key={call.id}
            call={call}
            shell={shell}
            answerKeys={index === 0 ? view.answerKeys : ""}
            isCompact={calls.length > 1}
          />
        ))}
        {view.notice !== null && <NoticeBanner notice={view.notice} />}
      </div>
      {/* An alert is read out even while the window has no focus, which an alertdialog is not. */}
      <div id="who-calls" class="unseen" role="alert">
        {calls.map((call) => (
          <p key={call.id}>{texts.announcement(callerOf(call), numberBesideName(call), call.queue)}</p>
        ))}
      </div>
    </main>
  );
}
