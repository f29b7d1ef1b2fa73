import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writeFileSync } from "atomically";
import { app } from "electron";
import type { Parts } from "../app/parts.ts";
import { serverOrigin } from "../auth/app-registration.ts";
import { SERVERS } from "../auth/ringcentral-host.ts";
import type { Log } from "../diagnostics/log.ts";
import { createGraduation, type Graduation, type GraduationOptions } from "./graduation.ts";
import { GRADUATION_FILE, graduationFile, parseGraduation } from "./record.ts";

/** What the app that the settings name does in RingCentral's sandbox environment. */
export function wireGraduation(
  parts: Pick<Parts, "brand" | "settings" | "scheduler" | "log" | "system" | "session" | "diagnostics">,
): Graduation {
  const { brand, settings, scheduler, log, system } = parts;
  return createGraduation({
    app() {
      const { clientId, server, serverUrl } = settings.get();
      const isThere = serverOrigin(server, serverUrl) === SERVERS.sandbox;
      return isThere ? clientId || brand.clientId : null;
    },
    session: () => parts.session.status(),
    file: openFile(join(app.getPath("userData"), GRADUATION_FILE), log),
    scheduler,
    openAddress: system.openAddress,
    changed: () => parts.diagnostics.changed(),
  });
}

/** What cannot be read or written is logged; counting goes on in memory. */
function openFile(path: string, log: Log): GraduationOptions["file"] {
  return {
    read() {
      try {
        const record = parseGraduation(readFileSync(path, "utf8"));
        if (record === null) log.warn("graduation.file-unreadable");
        return record ?? {};
      } catch (cause) {
        const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
        if (!isMissing) log.warn("graduation.file-unreadable", { cause });
        return {};
      }
    },
    write(record) {
      try {
        writeFileSync(path, graduationFile(record), { mode: 0o600 });
      } catch (cause) {
        log.warn("graduation.not-saved", { cause });
      }
    },
  };
}
