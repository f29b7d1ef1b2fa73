import type { ComponentChild } from "preact";
import type { SettingsView, ShellApi } from "../../src/ipc/channels.ts";

/** What every item on the page is given. */
export interface ItemProps {
  readonly view: SettingsView;
  readonly shell: ShellApi;
}

/** One thing that can be set, or seen. */
export interface SettingsItem {
  /** Unique on the page; ids of its elements begin with it. */
  readonly id: string;
  /** Everything by which the search finds it, what it is called in front. */
  readonly words: string;
  readonly show: (props: ItemProps) => ComponentChild;
}

export interface SettingsSection {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** What is true of all of its items, under the title. */
  readonly intro?: (productName: string) => string;
  readonly items: readonly SettingsItem[];
}
