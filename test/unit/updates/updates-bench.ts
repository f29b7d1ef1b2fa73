import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { defaultSettings, type Settings } from "../../../src/settings/settings.ts";
import { createSettings } from "../../../src/settings/store.ts";
import type { InstallPlace } from "../../../src/updates/install-place.ts";
import { createMemoryFile } from "../../../src/updates/memory-file.ts";
import { PatientExecutor } from "../../../src/updates/patient-executor.ts";
import { createUpdateController, type UpdateGuard } from "../../../src/updates/update-controller.ts";
import type { UpdateEngine } from "../../../src/updates/update-engine.ts";
import { createUpdaterEngine } from "../../../src/updates/updater-engine.ts";
import { ClientRequest } from "../../electron-on-chromium/main/net-request.ts";
import { startUpdateServer, updateHost } from "../../updates/update-server.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { createFakeScheduler, settled } from "../support/scheduler.ts";
import { createTempFolder } from "../support/temp-folder.ts";

/** electron-updater's own executor, over what stands in for Electron's `net` elsewhere. */
class NodeExecutor extends PatientExecutor {
  readonly switches = new Map<string, string>();

  override createRequest(
    { session: _, ...options }: Record<string, unknown>,
    callback: (response: unknown) => void,
  ): Electron.ClientRequest {
    const request = new ClientRequest(options, this.switches);
    request.on("response", callback);
    return request as unknown as Electron.ClientRequest;
  }
}

/** The calls that there are, as far as updates care. */
function createCallsInHand() {
  const waiting = new Set<() => void>();
  const calls = { up: false, answer: "after-call" as "now" | "after-call" | "cancel", asked: 0 };
  const guard: UpdateGuard = {
    ask: async () => {
      if (!calls.up) return "now";
      calls.asked += 1;
      return calls.answer;
    },
    whenIdle(then) {
      if (!calls.up) {
        then();
        return () => {};
      }
      waiting.add(then);
      return () => waiting.delete(then);
    },
  };
  const end = (): void => {
    calls.up = false;
    for (const then of [...waiting]) {
      waiting.delete(then);
      then();
    }
  };
  return { calls, guard, end };
}

export interface BenchOptions {
  readonly settings?: Partial<Settings>;
  readonly place?: InstallPlace;
  /** The file that electron-updater replaces, where it is not the installation's. */
  readonly appImage?: null;
  /** Instead of electron-updater. */
  readonly engine?: UpdateEngine;
}

/** Where one installation lives, from one start of Handset to the next. */
export async function createInstallation() {
  const folder = await createTempFolder();
  const image = join(folder, "Handset.AppImage");
  const resources = join(folder, "resources");
  await mkdir(resources);
  await writeFile(image, "the old one");
  await chmod(image, 0o755);
  await writeFile(
    join(resources, "app-update.yml"),
    `provider: generic\nurl: https://${updateHost}/stable/\nuseMultipleRangeRequest: false\nupdaterCacheDirName: handset-updater\n`,
  );
  const before = process.env.APPIMAGE;
  process.env.APPIMAGE = image;
  onTestFinished(() => {
    if (before === undefined) delete process.env.APPIMAGE;
    else process.env.APPIMAGE = before;
  });
  return { folder, image, resources, read: () => readFile(image, "utf8") };
}
export type Installation = Awaited<ReturnType<typeof createInstallation>>;

export async function startServer() {
  const server = await startUpdateServer();
  onTestFinished(() => server.close());
  return server;
}

/** One run of Handset, version 1.0.0 unless said otherwise. */
export function startRun(
  installation: Installation,
  args: readonly string[] = [],
  options: BenchOptions & { readonly version?: string } = {},
) {
  const { folder, resources } = installation;
  const version = options.version ?? "1.0.0";
  const log = createRecordingLog();
  const scheduler = createFakeScheduler();
  const { calls, guard, end } = createCallsInHand();
  const did: string[] = [];
  const system = { isEnding: false };
  const disk = { settings: { ...defaultSettings, ...options.settings } };
  const settings = createSettings({
    file: {
      read: () => disk.settings,
      write: (changes) => {
        disk.settings = { ...disk.settings, ...changes };
      },
    },
    log,
  });
  const real = (): UpdateEngine => {
    const executor = new NodeExecutor(scheduler);
    for (const arg of args) {
      const [, name = "", value = ""] = /^--([^=]+)=(.*)$/.exec(arg) ?? [];
      executor.switches.set(name, value);
    }
    return createUpdaterEngine({
      platform: "linux",
      executor,
      log,
      squirrel: () => {
        throw new Error("This is no Mac.");
      },
      appImage: options.appImage === undefined ? installation.image : options.appImage,
      app: {
        version,
        name: "handset",
        isPackaged: true,
        appUpdateConfigPath: join(resources, "app-update.yml"),
        userDataPath: folder,
        baseCachePath: join(folder, "cache"),
        whenReady: async () => {},
        relaunch: () => did.push("relaunch"),
        quit: () => did.push("quit by the library"),
        onQuit: () => {},
      },
    });
  };
  const controller = createUpdateController({
    productName: "Acme Phone",
    website: "https://acme.test/",
    version,
    place: options.place ?? { way: "itself", asksAdmin: false },
    settings,
    guard,
    memory: createMemoryFile(join(folder, "updates.json"), log),
    isSystemEnding: () => system.isEnding,
    engine: async () => options.engine ?? real(),
    scheduler,
    random: () => 0.5,
    log,
    effects: {
      changed: () => {},
      progress: (fraction) => did.push(`progress ${fraction}`),
      tell: (update) => did.push(`tell ${update.version}`),
      quit: () => did.push("quit"),
      hide: () => did.push("hide"),
      restart: () => did.push("restart"),
    },
  });
  controller.start();
  const view = controller.view;
  return {
    controller,
    scheduler,
    settings,
    log,
    calls,
    endCall: end,
    did,
    view,
    state: () => view().state,
    system,
    /** Quits as the departure does, and then the app. */
    quit() {
      controller.leave(() => {
        did.push("app.quit");
        controller.beforeQuit();
        controller.atQuit();
      });
    },
    settled,
  };
}
export type Run = ReturnType<typeof startRun>;
