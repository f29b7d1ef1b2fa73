import { Fragment } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ShellApi } from "../../src/ipc/channels.ts";
import { useTitle } from "../shared/components.tsx";
import { ReloadBar } from "./feature.tsx";
import type { ItemProps } from "./item.ts";
import { foundSections } from "./search.ts";
import { sections } from "./sections/index.ts";
import { texts } from "./texts.ts";

/** Every setting in one place, found by section or by word. */
export function SettingsPage({ view, shell }: ItemProps) {
  useTitle(texts.windowTitle(view.productName, view.profile));
  const [query, setQuery] = useState("");
  const search = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => search.current?.focus(), []);
  useFindKey(() => search.current?.select());
  useRefresh(shell);

  const found = foundSections(sections, query);
  const count = found.reduce((sum, section) => sum + section.items.length, 0);
  return (
    <div class="frame">
      <header>
        <h1>{texts.title}</h1>
        <search>
          <input
            ref={search}
            type="search"
            value={query}
            aria-label={texts.search}
            placeholder={texts.search}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
        </search>
        <nav aria-label={texts.sections}>
          {found.map((section) => (
            <a key={section.id} href={`#${section.id}`}>
              {section.title}
            </a>
          ))}
        </nav>
      </header>
      <main>
        <p class={query.trim() === "" ? "unseen" : "found"} role="status">
          {query.trim() === "" ? "" : count === 0 ? texts.notFound : texts.found(count)}
        </p>
        {found.map((section) => (
          <section key={section.id} class="section" aria-labelledby={section.id}>
            <h2 id={section.id} tabIndex={-1}>
              {section.title}
            </h2>
            {section.intro !== undefined && (
              <p id={`${section.id}-intro`} class="help">
                {section.intro(view.productName)}
              </p>
            )}
            {section.items.map((item) => (
              <Fragment key={item.id}>{item.show({ view, shell })}</Fragment>
            ))}
          </section>
        ))}
        <ReloadBar view={view} shell={shell} />
      </main>
    </div>
  );
}

/** The key that everywhere else finds on a page leads to the search. */
function useFindKey(act: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "f" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });
}

/** Who opens a link is changed in other programs: whoever comes back from there sees the present state. */
function useRefresh(shell: ShellApi): void {
  useEffect(() => {
    const refresh = () => {
      shell
        .request("settings:refresh", null)
        .catch((cause: unknown) => console.error("The settings could not be refreshed:", cause));
    };
    window.addEventListener("focus", refresh);
    return () => window.removeEventListener("focus", refresh);
  }, [shell]);
}
