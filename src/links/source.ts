import { brand } from "../brand.ts";
import { type Source, sourceKey } from "./intent.ts";

/** Whether a list of the settings names the source. "link:tel" covers every program that opens `tel:` links. */
export function isListed(source: Source, keys: readonly string[]): boolean {
  return (
    keys.includes(sourceKey(source)) || (source.kind === "link" && keys.includes(`link:${source.scheme}`))
  );
}

/** Programs that open what a web page asks for, by the name of their process. */
const BROWSERS: Readonly<Record<string, string>> = {
  brave: "Brave",
  "brave-browser": "Brave",
  chrome: "Chrome",
  "google-chrome": "Chrome",
  chromium: "Chromium",
  "chromium-browse": "Chromium",
  epiphany: "GNOME Web",
  falkon: "Falkon",
  firefox: "Firefox",
  "firefox-bin": "Firefox",
  "firefox-esr": "Firefox",
  konqueror: "Konqueror",
  librewolf: "LibreWolf",
  msedge: "Microsoft Edge",
  opera: "Opera",
  "vivaldi-bin": "Vivaldi",
};

/** Other programs whose process has not quite the name that people know. */
const PROGRAMS: Readonly<Record<string, string>> = {
  evolution: "Evolution",
  slack: "Slack",
  "soffice.bin": "LibreOffice",
  thunderbird: "Thunderbird",
  "thunderbird-bin": "Thunderbird",
};

/** What people call the program, or null. */
function programTitle(source: Source): string | null {
  if (source.kind !== "link" || source.program === null) return null;
  return titleIn(BROWSERS, source.program) ?? titleIn(PROGRAMS, source.program) ?? source.program;
}

/** Where the request came from, in words that stand alone: "From a link (tel:) on a web page in Chromium". */
export function describeSource(source: Source): string {
  switch (source.kind) {
    case "command-line":
      return "From the command line";
    case "shortcut":
      return "From a keyboard shortcut";
    case "clipboard":
      return `Chosen in ${brand.name}`;
    case "link": {
      const link = `From a link (${source.scheme}:)`;
      const title = programTitle(source);
      if (title === null || source.program === null) return `${link} in another program or a web page`;
      return titleIn(BROWSERS, source.program) === null
        ? `${link} in ${title}`
        : `${link} on a web page in ${title}`;
    }
  }
}

/** Whether any web page can open such a link. */
export function isOfWebPages(source: Source): boolean {
  return source.kind === "link" && source.program !== null && titleIn(BROWSERS, source.program) !== null;
}

function titleIn(titles: Readonly<Record<string, string>>, program: string): string | null {
  return Object.hasOwn(titles, program) ? (titles[program] ?? null) : null;
}

/** What blocking the source refuses from then on: "tel: links from Chromium"; null for what is no link. */
export function blockedLinks(source: Source): string | null {
  if (source.kind !== "link") return null;
  const title = programTitle(source);
  return title === null ? `${source.scheme}: links` : `${source.scheme}: links from ${title}`;
}
