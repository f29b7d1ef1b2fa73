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
  readonly installer: Installer;
}

/** Who puts a new version in the place of the old one. */
export type Installer =
  /** Windows, Linux. */
  | {
      readonly by: "itself";
      /**
       * Installs what was downloaded, at the very end of the app: nothing can wait here.
       * @param restart starts the new version
       * @returns false when that failed, so far as it can be known here
       */
      install(restart: boolean): boolean;
    }
  /** macOS. */
  | {
      readonly by: "the system";
      /**
       * Gives the system what was downloaded, once. It is installed when the app ends, however that comes about.
       * Takes seconds; rejects with why the system does not want it.
       */
      handOver(): Promise<void>;
      /** Ends the app, and starts the new version when what was handed over is installed. */
      quitAndInstall(): void;
    };
