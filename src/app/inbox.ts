/**
 * Links arrive before anybody can take them: in the command line of a cold start, by `open-url` on macOS even
 * before `ready`. The inbox keeps them, in order, until it is connected.
 */
export interface Inbox {
  /** @param opener the program that opened the link, or null where it is not known */
  receive(link: string, opener?: string | null): void;
  /**
   * Passes on what is there, and from then on everything at once.
   *
   * @param dropped told how many links were too many, where there were such
   */
  connect(receiver: (link: string, opener: string | null) => void, dropped: (count: number) => void): void;
}

/** No person clicks so many links before a program has started; the rest is dropped, and counted. */
const MAX_KEPT = 100;

export function createInbox(): Inbox {
  let kept: { readonly link: string; readonly opener: string | null }[] = [];
  let tooMany = 0;
  let receiver: ((link: string, opener: string | null) => void) | null = null;
  return {
    receive(link, opener = null) {
      if (receiver !== null) receiver(link, opener);
      else if (kept.length < MAX_KEPT) kept.push({ link, opener });
      else tooMany += 1;
    },
    connect(to, dropped) {
      receiver = to;
      const waiting = kept;
      kept = [];
      for (const { link, opener } of waiting) to(link, opener);
      if (tooMany > 0) dropped(tooMany);
    },
  };
}
