import type { UpdatesView } from "../../../src/updates/updates-view.ts";

/** Every sentence of the section on updates. `product` is the product's name. */
export const updatesTexts = {
  section: "Updates",
  status: "New versions",
  runs: (product: string, version: string) => `You have ${product} ${version}.`,
  state: ({ state, offered, lastChecked }: UpdatesView, product: string): string => {
    const version = offered?.version ?? "";
    switch (state) {
      case "not-possible-here":
        return "";
      case "off":
        return `${product} does not look for new versions.`;
      case "idle":
        return lastChecked === null ? "" : `${product} is up to date.`;
      case "checking":
        return "Looking for a new version…";
      case "available":
        return `Version ${version} is available.`;
      case "downloading":
        return `Downloading version ${version}…`;
      case "ready":
        return `Version ${version} is downloaded. It is installed when you quit ${product}.`;
      case "installing-at-quit":
        return `Version ${version} is installed as soon as no call is up; then ${product} starts again.`;
      case "failed":
        return "";
    }
  },
  lastChecked: (when: string) => `Last checked: ${when}.`,
  neverChecked: "Not checked yet.",
  progress: (version: string) => `Download of version ${version}`,
  check: "Check now",
  download: "Download",
  install: "Restart and install",
  putOff: "Not now",
  notes: (version: string) => `What is new in ${version}`,

  mode: "When there is a new version",
  modes: {
    ask: "Tell me, and I decide",
    silent: "Download it, and install it when I quit",
    off: "Do not look for new versions",
  },
  modeHelp: "Nothing is ever installed while a call is up or rings.",
  words: "update upgrade version download install release notes restart automatic new checksum",
} as const;
