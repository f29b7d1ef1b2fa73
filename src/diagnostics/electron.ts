import { mkdir, readdir } from "node:fs/promises";
import { homedir, userInfo } from "node:os";
import { join } from "node:path";
import { writeFile } from "atomically";
import { safeStorage, shell } from "electron";
import type { Parts } from "../app/parts.ts";
import { policyView } from "../settings/policy-notices.ts";
import { hasTrayHost } from "../tray/tray-host.ts";
import { createSafeStorageCipher } from "../vault/safe-storage-cipher.ts";
import type { VaultState } from "../vault/vault.ts";
import type { Looks } from "./check-runner.ts";
import {
  keychainAnswer,
  lineAnswer,
  linksAnswer,
  microphoneAnswer,
  networkAnswer,
  phoneAnswer,
  policiesAnswer,
  sessionAnswer,
  settingsFileAnswer,
  signInLinkAnswer,
  speakerAnswer,
  trayAnswer,
  updatesAnswer,
} from "./checks.ts";
import { createDiagnostics, type Diagnostics, type DiagnosticsOptions } from "./diagnostics.ts";
import { readLogTail } from "./log-tail.ts";
import type { Person } from "./report.ts";

/** So much of the log goes into a report. */
const LOG_LINES = 200;

type LookParts = Pick<
  Parts,
  | "brand"
  | "facts"
  | "system"
  | "vault"
  | "session"
  | "reachability"
  | "devices"
  | "registration"
  | "policy"
  | "updates"
>;

/** The page that says what works, and what is handed to whoever helps. */
export function wireDiagnostics(
  parts: LookParts &
    Pick<Parts, "phoneBrand" | "about" | "settings" | "graduation" | "scheduler" | "log" | "pages">,
): Diagnostics {
  const { brand, phoneBrand, system, about, settings, graduation, scheduler, log, pages } = parts;
  return createDiagnostics({
    productName: brand.name,
    version: system.version,
    about: () => ({ ...about.view(), widget: phoneBrand.widgetUrl }),
    looks: looks(parts),
    settings,
    graduation: graduation.view,
    person: whoseComputer(),
    scheduler,
    log,
    effects: {
      viewChanged: (view) => pages.notify("diagnostics", "diagnostics:view-changed", view),
      copy: system.copy,
      ...reportFiles(join(system.dataFolder, "logs"), brand.shortName),
      go(way) {
        switch (way) {
          case "sign-in":
            return parts.session.bringForward();
          case "settings":
          case "devices":
            return pages.show(way);
          case "reconnect":
            return parts.reachability.reconnect();
        }
      },
    },
  });
}

function looks(parts: LookParts): Looks {
  const { brand, facts, vault, session, reachability, devices, registration, policy, updates } = parts;
  const isSignedIn = (): boolean => session.status().state === "signed-in";
  return {
    keychain: async () => keychainAnswer(await keychainState(vault.state)),
    session: () => sessionAnswer(session.status()),
    phone: () => phoneAnswer(isSignedIn(), facts.isDialerReady),
    line: () => lineAnswer(reachability.now(), reachability.canReconnect()),
    microphone: () => microphoneAnswer(devices.view().microphone, process.platform),
    speaker: () => speakerAnswer(devices.list()?.speakers.length ?? null),
    async links() {
      await registration.look();
      const row = registration.rows().find(({ scheme }) => scheme === "tel");
      return linksAnswer(row?.owner ?? { kind: "unknown" }, brand.name);
    },
    "sign-in-link": () => signInLinkAnswer(facts.schemeArrives, brand.name),
    tray: async () => trayAnswer(await hasTrayHost()),
    policies: () => policiesAnswer(policyView(policy.current())),
    network() {
      const { policies, problems } = policy.current();
      const isRefused = problems.some(({ kind }) => kind === "proxy");
      return networkAnswer(policies.proxy, isRefused, session.status().offline);
    },
    updates: () => updatesAnswer(updates.view()),
    async "settings-file"() {
      const names = await readdir(parts.system.dataFolder);
      return settingsFileAnswer(names.filter((name) => name.startsWith("config.json.set-aside-")));
    },
  };
}

/** Whether something can be sealed now. A keychain that already waits for its password is not made to ask once more. */
async function keychainState(state: VaultState | null): Promise<VaultState> {
  if (state === "locked") return state;
  const sealed = await createSafeStorageCipher(safeStorage, process.platform).seal("");
  if (sealed === null) return "unavailable";
  return state === "not-writable" ? state : "sealed-by-keychain";
}

/** One report at a time, beside the log: it is removed with it. */
function reportFiles(
  folder: string,
  shortName: string,
): Pick<DiagnosticsOptions["effects"], "readLog" | "save" | "openFolder"> {
  return {
    readLog: () => readLogTail(join(folder, `${shortName}.log`), LOG_LINES),
    async save(report) {
      const path = join(folder, `${shortName}-report.txt`);
      await mkdir(folder, { recursive: true });
      await writeFile(path, report, { mode: 0o600 });
      return path;
    },
    openFolder: async () => (await shell.openPath(folder)) === "",
  };
}

/** A user id without an account has no name. */
function whoseComputer(): Person {
  const home = homedir();
  try {
    return { home, userName: userInfo().username };
  } catch {
    return { home, userName: "" };
  }
}
