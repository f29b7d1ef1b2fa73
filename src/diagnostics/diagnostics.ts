import type { AboutView } from "../about/about.ts";
import type { Scheduler } from "../app/scheduler.ts";
import type { GraduationView } from "../graduation/graduation-view.ts";
import type { Notice } from "../ipc/channels.ts";
import type { SettingsStore } from "../settings/store.ts";
import { createCheckRunner, type Looks } from "./check-runner.ts";
import type { CheckWay, DiagnosticsView } from "./diagnostics-view.ts";
import type { Log } from "./log.ts";
import { type Person, reportText, versions } from "./report.ts";

export interface DiagnosticsOptions {
  readonly productName: string;
  readonly version: string;
  readonly about: () => AboutView;
  readonly looks: Looks;
  readonly settings: Pick<SettingsStore, "get" | "locked">;
  readonly graduation: () => GraduationView | null;
  readonly person: Person;
  readonly scheduler: Scheduler;
  readonly log: Log;
  readonly effects: {
    readonly viewChanged: (view: DiagnosticsView) => void;
    /** The last lines of the log, oldest first. May reject. */
    readonly readLog: () => Promise<readonly string[]>;
    readonly copy: (text: string) => void;
    /** Resolves to the file's path. May reject. */
    readonly save: (report: string) => Promise<string>;
    /** Shows the folder of saved reports; resolves to false when that failed. */
    readonly openFolder: () => Promise<boolean>;
    readonly go: (way: CheckWay) => void;
  };
}

/** The page on which a person sees what works, and takes a report of it. */
export interface Diagnostics {
  /** For a page that has just opened: everything is looked at anew. */
  view(): DiagnosticsView;
  check(): void;
  /** Sends the view again after something in it changed. */
  changed(): void;
  copyReport(): Promise<null>;
  /** @returns `diagnostics/not-saved`, or null */
  saveReport(): Promise<Notice | null>;
  /** @returns `diagnostics/no-folder`, or null */
  openFolder(): Promise<Notice | null>;
  go(way: CheckWay): void;
}

export function createDiagnostics(options: DiagnosticsOptions): Diagnostics {
  const { productName, version, about, settings, scheduler, log, effects } = options;
  let savedAs: string | null = null;

  const view = (): DiagnosticsView => ({
    productName,
    checks: runner.rows(),
    isChecking: runner.isRunning(),
    versions: versions({ productName, version, about: about() }),
    savedAs,
    graduation: options.graduation(),
  });
  const changed = (): void => effects.viewChanged(view());
  const runner = createCheckRunner({ looks: options.looks, scheduler, log, changed });
  const report = async (): Promise<string> =>
    reportText({
      productName,
      version,
      about: about(),
      at: scheduler.now(),
      checks: runner.rows(),
      settings: settings.get(),
      locked: settings.locked(),
      logLines: await readLog(),
      person: options.person,
    });
  /** A report without a log is worth more than none. */
  const readLog = async (): Promise<readonly string[]> => {
    try {
      return await effects.readLog();
    } catch (cause) {
      log.warn("diagnostics.log-unreadable", { cause });
      return [];
    }
  };

  return {
    view() {
      runner.run();
      return view();
    },
    check: runner.run,
    changed,
    async copyReport() {
      effects.copy(await report());
      return null;
    },
    async saveReport() {
      try {
        savedAs = await effects.save(await report());
      } catch (cause) {
        log.warn("diagnostics.report-not-saved", { cause });
        return notSavedNotice;
      }
      changed();
      return null;
    },
    openFolder: async () => ((await effects.openFolder()) ? null : noFolderNotice),
    go: effects.go,
  };
}

const notSavedNotice: Notice = {
  code: "diagnostics/not-saved",
  severity: "error",
  title: "The report could not be saved.",
  nextStep: "Check that the disk has room, or copy the report instead.",
};

const noFolderNotice: Notice = {
  code: "diagnostics/no-folder",
  severity: "warning",
  title: "The system could not show the folder.",
  nextStep: "Open it yourself; its path is above.",
};
