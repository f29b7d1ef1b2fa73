/** What the section about the program itself says. `product` is the product's name. */
export const aboutTexts = {
  versions: "Versions",
  rows: [
    ["electron", "Electron"],
    ["chromium", "Chromium"],
    ["node", "Node.js"],
    ["system", "System"],
    ["widget", "Phone"],
  ] as const,
  copy: "Copy details",
  copied: "Copied: versions and system, nothing of your account.",
  versionWords: "electron chromium node embeddable widget copy details support",
  diagnostics: "What works and what does not",
  diagnosticsHelp: (product: string) =>
    `${product} looks at everything it depends on, from the keychain to the line, and makes a report for whoever helps you.`,
  openDiagnostics: "Check what works",
  diagnosticsWords: "diagnostics check problem broken error report log save copy troubleshoot graduation",
  support: "Help and support",
  website: "Website",
  help: "Help pages",
  supportWords: "support help website contact problem question",
  licences: "Licences",
  licencesHelp: (product: string) =>
    `${product} contains the work of others, under the terms that each of them has chosen.`,
  licencesWords: "license licence copyright open source third party notices attribution",
  show: "Show licences",
  filter: "Search licences",
  count: (count: number) => (count === 1 ? "1 package" : `${count} packages`),
  chromiumButton: "Open the licences of Electron and Chromium",
  chromiumMissing: "The licences of Electron and Chromium come with Electron’s own packages.",
  noText: "The package names its licence and brings no text of it.",
};
