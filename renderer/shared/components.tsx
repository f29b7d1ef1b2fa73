import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Notice } from "../../src/ipc/channels.ts";

interface ButtonProps {
  readonly kind: "primary" | "secondary" | "quiet" | "answer" | "decline";
  readonly children: ComponentChildren;
  /** For the button that submits its form, the form's own handler does the work. */
  readonly onPress?: () => void;
  readonly submits?: boolean;
  /** Stays reachable by keyboard, but a press does nothing. */
  readonly inactive?: boolean;
  /** Gets the focus when it appears. */
  readonly takesFocus?: boolean;
  /** When the visible text alone does not say what is acted on. */
  readonly label?: string;
  readonly describedBy?: string;
  /** For a button that switches something on and off. */
  readonly pressed?: boolean;
  readonly expanded?: boolean;
}

/**
 * A push button. It is never `disabled`, only `aria-disabled`: a disabled button loses the focus, and with it
 * the keyboard user's place. A held Enter key, which Chromium turns into one click per repeat, presses once.
 */
export function Button({
  kind,
  children,
  onPress,
  submits,
  inactive,
  takesFocus,
  label,
  describedBy,
  pressed,
  expanded,
}: ButtonProps) {
  const element = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    // Without scrolling: what the button is about stands above it and must stay in sight.
    if (takesFocus === true) element.current?.focus({ preventScroll: true });
  }, [takesFocus]);

  return (
    <button
      ref={element}
      class={`button ${kind}`}
      type={submits === true ? "submit" : "button"}
      aria-disabled={inactive === true ? "true" : undefined}
      aria-label={label}
      aria-describedby={describedBy}
      aria-pressed={pressed}
      aria-expanded={expanded}
      onClick={(event) => {
        if (inactive === true) event.preventDefault();
        else onPress?.();
      }}
      onKeyDown={(event) => {
        if (event.repeat && event.key === "Enter") event.preventDefault();
      }}
    >
      {children}
    </button>
  );
}

const noticeShapes = {
  info: "M8 7v4.5M8 4.5v.5",
  warning: "M8 4.5v4.5M8 11v.5",
  error: "M8 4.5v4.5M8 11v.5",
} as const;

/** The sign that goes with a severity; the words beside it say the same. */
export function NoticeMark({ severity }: Pick<Notice, "severity">) {
  return (
    <svg
      class={`notice-mark ${severity}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      {severity === "warning" ? <path d="M8 1.5 15 14H1Z" /> : <circle cx="8" cy="8" r="7" />}
      <path class="notice-sign" d={noticeShapes[severity]} />
    </svg>
  );
}

/** A problem or a piece of news, and the way on. Errors interrupt a screen reader, the rest waits its turn. */
export function NoticeBanner({ notice }: { readonly notice: Notice }) {
  return (
    <div class={`notice ${notice.severity}`} role={notice.severity === "error" ? "alert" : "status"}>
      <NoticeMark severity={notice.severity} />
      <div>
        <p class="notice-title">{notice.title}</p>
        <p>{notice.nextStep}</p>
      </div>
    </div>
  );
}

interface FocusedHeadingProps {
  readonly id?: string;
  readonly children: ComponentChildren;
}

/** A heading that takes the focus when it appears, so that a change of state is read out and Tab goes on from it. */
export function FocusedHeading({ id, children }: FocusedHeadingProps) {
  const element = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => element.current?.focus({ preventScroll: true }), []);
  return (
    <h2 ref={element} id={id} tabIndex={-1}>
      {children}
    </h2>
  );
}

/** Names the window for the task bar and for screen readers. */
export function useTitle(title: string): void {
  useLayoutEffect(() => {
    document.title = title;
  }, [title]);
}
