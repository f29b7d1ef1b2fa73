import { app } from "electron";
import { createAbout } from "./about/electron.ts";
import { isHiddenStart, parseCommandLine } from "./app/command-line.ts";
import {
  becomeOnlyInstance,
  createSystem,
  openLog,
  useDataDir,
  wireDeparture,
  wireStaying,
} from "./app/electron.ts";
import { createInbox } from "./app/inbox.ts";
import { buildParts, type GivenParts, type Parts } from "./app/parts.ts";
import { systemScheduler } from "./app/scheduler.ts";
import { wireSession } from "./auth/electron.ts";
import { brand } from "./brand.ts";
import { wireCalls } from "./calls/electron.ts";
import { followCalls, wireGuard } from "./calls/wiring.ts";
import { runCommand } from "./control/electron.ts";
import { openControl, wireControl } from "./control/wiring.ts";
import { wireDevices } from "./devices/electron.ts";
import { wireDiagnostics } from "./diagnostics/electron.ts";
import type { Log } from "./diagnostics/log.ts";
import { wireGraduation } from "./graduation/electron.ts";
import { wireIntegrations } from "./integrations/wiring.ts";
import { answerPages } from "./ipc/electron.ts";
import { openLinkRegistration, wireRegistration } from "./links/electron.ts";
import { knownSchemes } from "./links/parse.ts";
import { isUnregisterCall } from "./links/registration.ts";
import { wireDialingRegion, wireLinks } from "./links/wiring.ts";
import { createNotifier } from "./notifications/electron.ts";
import { wireNotifications } from "./notifications/wiring.ts";
import { createPages, registerPageScheme } from "./pages/electron.ts";
import { followClosing } from "./pages/wiring.ts";
import { wirePresence } from "./presence/electron.ts";
import { wirePrivacy } from "./privacy/wiring.ts";
import { wireReachability } from "./reachability/electron.ts";
import { openSettings, wireSettings } from "./settings/electron.ts";
import { openPolicies, useProxy } from "./settings/policy/electron.ts";
import type { PolicyKeeper } from "./settings/policy-keeper.ts";
import { policedBrand } from "./settings/policy-layer.ts";
import { wireSettingsPage } from "./settings/wiring.ts";
import { wireShortcuts } from "./shortcuts/electron.ts";
import { openStartAtLogin, wasStartedAtLogin } from "./start-at-login/electron.ts";
import { showUnlessTray } from "./start-at-login/hidden-start.ts";
import { wireTray } from "./tray/electron.ts";
import { hasTrayHost, whenTrayHostComes } from "./tray/tray-host.ts";
import { wireUpdates } from "./updates/electron.ts";
import { restartArgs } from "./updates/restart-args.ts";
import { openVault } from "./vault/electron.ts";
import { wireSoftphone } from "./widget/electron.ts";
import { wireFeatureReload } from "./widget/wiring.ts";
import { createWindowCare, openWindowMemory } from "./windows/electron.ts";
import { windowCareOptions } from "./windows/wiring.ts";

const linkSchemes = knownSchemes({
  redirectScheme: brand.appId,
  linkScheme: brand.linkScheme,
});
const commandLine = parseCommandLine(process.argv, linkSchemes, {
  hasAppArgument: process.defaultApp === true,
});
const inbox = createInbox();
let bringForward = (): void => {};

useDataDir(commandLine);
if (commandLine.typed !== null) {
  process.exit(runCommand(brand.name, commandLine.typed.words, commandLine.typed.start));
}
app.setAppUserModelId(brand.appId);
app.enableSandbox();
registerPageScheme(brand);
if (isUnregisterCall(process.argv, commandLine.link)) unregisterLinks().catch(failToStart);
else if (becomeOnlyInstance(commandLine, linkSchemes, inbox, () => bringForward())) run().catch(failToStart);
else app.quit();

/** Everything after `ready`, for the one instance that stays. */
async function run(): Promise<void> {
  const log = openLog(brand.shortName);
  reportFatalErrors(log);
  log.info("app.starting", {
    version: app.getVersion(),
    platform: process.platform,
  });
  const policy = openPolicies(brand, log);
  const policyRead = policy.read();
  await app.whenReady();
  await policyRead;
  await useProxy(policy, log);
  const parts = await build(givenParts(log, policy));
  connect(parts);
  await start(parts);
}

function givenParts(log: Log, policy: PolicyKeeper): GivenParts {
  const { dataDir, profile, link } = commandLine;
  return {
    brand,
    phoneBrand: policedBrand(brand, policy.current().policies),
    dataDir,
    profile,
    linkSchemes,
    restartArgs: restartArgs(process.argv, link),
    startsHidden: isHiddenStart(process.argv, link) || wasStartedAtLogin(),
    facts: { isDialerReady: false, schemeArrives: profile === null },
    system: createSystem(log),
    log,
    policy,
    scheduler: systemScheduler,
  };
}

/** What exists, in the order in which it is built; what each part hears of is in its own folder. */
function build(given: GivenParts): Promise<Parts> {
  return buildParts(given, {
    stayOrQuit: wireStaying,
    settings: wireSettings,
    graduation: wireGraduation,
    startAtLogin: openStartAtLogin,
    windowMemory: ({ scheduler, log }) => openWindowMemory(scheduler, log),
    windowCare: (parts) => createWindowCare(windowCareOptions(parts)),
    pages: ({ scheduler, log, windowCare }) => createPages(brand, scheduler, log, windowCare),
    registration: wireRegistration,
    calls: wireCalls,
    guard: wireGuard,
    updates: wireUpdates,
    featureReload: wireFeatureReload,
    softphone: wireSoftphone,
    presence: wirePresence,
    departure: wireDeparture,
    notifier: (parts) => createNotifier((action) => parts.notifications.act(action), parts.log),
    notifications: wireNotifications,
    dialingRegion: wireDialingRegion,
    links: wireLinks,
    reachability: wireReachability,
    devices: wireDevices,
    tray: wireTray,
    vault: ({ log }) => openVault(log),
    session: wireSession,
    shortcuts: wireShortcuts,
    control: wireControl,
    integrations: wireIntegrations,
    about: ({ system: { copy, openAddress }, log }) => createAbout({ brand, copy, openAddress, log }),
    diagnostics: wireDiagnostics,
    privacy: wirePrivacy,
    settingsPage: wireSettingsPage,
  });
}

/** Lets everything in that comes from outside: calls, the pages' requests, whoever wants to see Handset. */
function connect(parts: Parts): void {
  followCalls(parts);
  answerPages(parts);
  followClosing(parts);
  bringForward = parts.session.bringForward;
  app.on("activate", parts.session.bringForward);
}

/** Begins: first what the user sees, then what others may ask of Handset. */
async function start(parts: Parts): Promise<void> {
  const { tray, scheduler, session, links, integrations, updates, registration, facts } = parts;
  tray.changed();
  // macOS and Windows say when the menu may be opened next; elsewhere the clipboard is looked at now and then.
  if (process.platform === "linux")
    void whenTrayHostComes({ hasTrayHost, scheduler, came: () => tray.watchClipboard(true) });
  if (parts.startsHidden) void showUnlessTray({ hasTrayHost, scheduler, show: session.bringForward });
  await session.start();
  void parts.startAtLogin.start();
  inbox.connect(links.open, links.missed);
  await openControl(parts);
  void integrations.start();
  updates.start();
  facts.schemeArrives = await registration.start();
}

/** Takes Handset out of the system's lists for this user and ends; a Handset that runs is not disturbed. */
async function unregisterLinks(): Promise<void> {
  const log = openLog(brand.shortName);
  const registration = await openLinkRegistration({
    brand,
    dataDir: commandLine.dataDir,
    registers: true,
    settings: openSettings(log),
    log,
    changed: () => {},
  });
  await registration.unregister();
  const { dataDir, profile } = commandLine;
  await openStartAtLogin({ brand, dataDir, profile, settings: openSettings(log), log }).forget();
  app.quit();
}

/** Becomes an uncaught exception, which Electron shows to the user and the log has. */
function failToStart(cause: unknown): void {
  setImmediate(() => {
    throw cause;
  });
}

/** The log gets the last word before Electron's own handling of what nobody caught. */
function reportFatalErrors(log: Log): void {
  process.on("uncaughtExceptionMonitor", (cause) => log.error("app.uncaught", { cause }));
  process.on("unhandledRejection", (cause) => log.error("app.unhandled-rejection", { cause }));
}
