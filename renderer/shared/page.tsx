import { type ComponentChildren, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button, NoticeBanner } from "./components.tsx";
import { texts } from "./texts.ts";
import { type ViewSource, type ViewState, watchView } from "./view.ts";

const firstAnswerLimitMs = 5_000;

interface PageProps<V> {
  readonly source: ViewSource<V>;
  readonly children: (view: V) => ComponentChildren;
}

function Page<V>({ source, children }: PageProps<V>) {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<ViewState<V>>({ status: "loading" });

  // Each attempt asks afresh
  useEffect(() => watchView(source, firstAnswerLimitMs, setState), [source, attempt]);
  useEffect(() => {
    if (state.status === "failed") console.error("The page got no view:", state.cause);
  }, [state]);

  switch (state.status) {
    case "loading":
      return (
        <main class="sheet loading">
          <p role="status">{texts.loading}</p>
        </main>
      );
    case "failed":
      return (
        <main class="sheet failed">
          <NoticeBanner notice={texts.noView} />
          <Button kind="primary" takesFocus onPress={() => setAttempt(attempt + 1)}>
            {texts.retry}
          </Button>
        </main>
      );
    case "shown":
      return <>{children(state.view)}</>;
  }
}

/** Puts a page into its document and keeps it showing what `source` says. */
export function mountPage<V>(source: ViewSource<V>, show: (view: V) => ComponentChildren): void {
  const host = document.getElementById("page");
  if (host === null) throw new Error("the document has no #page");
  render(<Page source={source}>{show}</Page>, host);
}
