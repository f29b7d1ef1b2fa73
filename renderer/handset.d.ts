import type { ShellApi } from "../src/ipc/channels.ts";

declare global {
  interface Window {
    /** Exposed by src/preload/shell.ts; the only way out of a shell page. */
    readonly handset: ShellApi;
  }
}
