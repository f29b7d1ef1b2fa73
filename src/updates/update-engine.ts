/** What the update server offers. */
export interface UpdateFeed {
  readonly version: string;
  /** Plain text. */
  readonly notes: string;
  /** It is newer, and a staged roll-out has come to this installation. */
  readonly offered: boolean;
}

/** Finds, fetches and installs; electron-updater in the product. */
export interface UpdateEngine {
  /** Asks the server. Rejects when it cannot be reached or its answer cannot be used. */
  check(): Promise<UpdateFeed>;
  /**
   * Fetches what the last check offered, and checks it. Rejects with why not; after `cancel`, too.
   * @param progress is told how much is there, 0 to 100
   */
  download(progress: (percent: number) => void): Promise<void>;
  cancel(): void;
  /**
   * Installs what was downloaded, at the very end of the app: nothing can wait here.
   * @param restart starts the new version
   * @returns false when that failed, so far as it can be known here
   */
  install(restart: boolean): boolean;
  /** macOS, where the system ends the app, installs and starts the new version in one; null elsewhere. */
  readonly quitAndInstall: (() => void) | null;
}
