import type { CallController } from "./call-controller.ts";

export interface KeepAwakeEffects {
  /** Keeps the system from sleeping; the screen may. Returns what ends that. */
  readonly block: () => () => void;
}

/** Keeps the system awake while a call is up or rings here: a machine that sleeps ends it. */
export function keepAwake(calls: Pick<CallController, "onChanged">, effects: KeepAwakeEffects): void {
  let release: (() => void) | null = null;
  calls.onChanged((state) => {
    if (state.calls.some(({ where }) => where === "here")) release ??= effects.block();
    else {
      release?.();
      release = null;
    }
  });
}
