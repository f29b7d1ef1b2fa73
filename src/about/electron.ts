import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { release } from "node:os";
import { dirname, join } from "node:path";
import { app, shell } from "electron";
import ownLicence from "../../LICENSE?raw";
import type { Brand } from "../brand.ts";
import type { Log } from "../diagnostics/log.ts";
import type { Notice, Requests } from "../ipc/channels.ts";
import { type AboutView, detailsText } from "./about.ts";
import { parseLicences, sortedLicences } from "./licences.ts";

export interface About {
  view(): AboutView;
  licences(): Promise<Requests["settings:licences"]["result"]>;
  copyDetails(): null;
  open(what: Requests["settings:open"]["payload"]): Promise<Notice | null>;
}

export interface AboutOptions {
  readonly brand: Brand;
  readonly copy: (text: string) => void;
  /** Resolves to false when that failed. */
  readonly openAddress: (url: string) => Promise<boolean>;
  readonly log: Log;
}

/** What is shipped, in which versions, and under which terms. */
export function createAbout({ brand, copy, openAddress, log }: AboutOptions): About {
  const view = (): AboutView => {
    const { electron = "", chrome: chromium = "", node } = process.versions;
    const system = `${process.platform} ${release()} ${process.arch}`;
    return { electron, chromium, node, system, widget: brand.widgetUrl, support: brand.support };
  };
  /** Electron's archives have it beside the program; whoever packs anew may have put it elsewhere. */
  const chromiumLicences = join(dirname(process.execPath), "LICENSES.chromium.html");
  const collected = async (part: "main" | "renderer") =>
    parseLicences(await readFile(join(app.getAppPath(), "out", part, "licences.json"), "utf8"));

  return {
    view,
    async licences() {
      const own = { name: brand.name, version: app.getVersion(), licence: "MIT", text: ownLicence.trim() };
      const packages = sortedLicences(await collected("main"), await collected("renderer"));
      return { packages: [own, ...packages], hasChromium: existsSync(chromiumLicences) };
    },
    copyDetails() {
      copy(detailsText(brand.name, app.getVersion(), view()));
      return null;
    },
    async open(what) {
      switch (what) {
        case "website":
          return (await openAddress(brand.support.website)) ? null : notOpenedNotice;
        case "help":
          return (await openAddress(brand.support.help)) ? null : notOpenedNotice;
        case "chromium-licences": {
          const problem = await shell.openPath(chromiumLicences);
          if (problem === "") return null;
          log.warn("about.not-opened", { problem });
          return notOpenedNotice;
        }
      }
    },
  };
}

const notOpenedNotice: Notice = {
  code: "about/not-opened",
  severity: "warning",
  title: "The system could not open this.",
  nextStep: "Choose a web browser in the system’s settings and try again.",
};
