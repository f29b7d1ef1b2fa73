import { useState } from "preact/hooks";
import type { Notice, ShellApi, SignInView } from "../../src/ipc/channels.ts";
import { Button, FocusedHeading, NoticeBanner } from "../shared/components.tsx";
import type { RequestRunner } from "../shared/use-request.ts";
import { texts } from "./texts.ts";

interface WaitingProps {
  readonly productName: string;
  readonly offersLoopback: boolean;
  readonly waitingIn: SignInView["waitingIn"];
  readonly shell: ShellApi;
  readonly asking: RequestRunner;
  readonly onCancel: () => void;
}

/** The user is in the browser; everything here is for when that did not go smoothly. */
export function Waiting({ productName, offersLoopback, waitingIn, shell, asking, onCancel }: WaitingProps) {
  const inWindow = waitingIn === "window";
  const [news, setNews] = useState("");
  const [ways, setWays] = useState(1);
  const openAgain = () =>
    asking.run(
      () => shell.request("sign-in:open-again", null),
      () => setNews(inWindow ? texts.shownWindow : texts.openedAgain),
    );
  const copyAddress = () =>
    asking.run(
      () => shell.request("sign-in:copy-link", null),
      () => setNews(texts.copiedAddress),
    );
  const useLoopback = () =>
    asking.run(
      () => shell.request("sign-in:use-loopback", null),
      () => {
        setNews(texts.triedOtherWay);
        setWays(ways + 1);
      },
    );

  return (
    <section class="step">
      {/* A new heading for each way: the button that was pressed is gone, so the focus starts again from here. */}
      <FocusedHeading key={ways}>{inWindow ? texts.waitingWindow : texts.waiting}</FocusedHeading>
      <p>{inWindow ? texts.waitingWindowMore(productName) : texts.waitingMore(productName)}</p>
      <div class="stack">
        <Button kind="secondary" onPress={openAgain}>
          {inWindow ? texts.showWindow : texts.openAgain}
        </Button>
        {!inWindow && (
          <Button kind="secondary" onPress={copyAddress}>
            {texts.copyAddress}
          </Button>
        )}
        <Button kind="quiet" onPress={onCancel}>
          {texts.cancel}
        </Button>
      </div>
      <p class="news" role="status">
        {news}
      </p>
      {offersLoopback && (
        <div class="offer">
          <NoticeBanner notice={noAnswer} />
          <Button kind="secondary" onPress={useLoopback}>
            {texts.otherWay}
          </Button>
        </div>
      )}
    </section>
  );
}

const noAnswer: Notice = {
  code: "sign-in-no-answer",
  severity: "info",
  title: texts.noAnswer,
  nextStep: texts.noAnswerMore,
};

interface FinishingProps {
  readonly canSignOut: boolean;
  readonly onCancel: () => void;
  readonly onSignOut: () => void;
}

/** The browser has answered and the code is being redeemed, or a saved sign-in is taken up. */
export function Finishing({ canSignOut, onCancel, onSignOut }: FinishingProps) {
  return (
    <section class="step">
      <FocusedHeading id="finishing">{texts.finishing}</FocusedHeading>
      <progress aria-labelledby="finishing" />
      <p>{texts.finishingMore}</p>
      <div class="stack">
        <Button kind="quiet" onPress={onCancel}>
          {texts.cancel}
        </Button>
        {canSignOut && (
          <Button kind="quiet" onPress={onSignOut}>
            {texts.signOut}
          </Button>
        )}
      </div>
    </section>
  );
}
