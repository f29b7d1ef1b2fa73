import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Colour, LoadedBrand } from "./brand-file.ts";
import { contrast } from "./contrast.ts";
import { ICON_SIZES, iconFileName, iconSource } from "./icon-files.ts";
import { trayDrawings, traySource } from "./tray-drawings.ts";

/** One thing about a brand that keeps its installers from being shipped, or that somebody should know. */
export interface BrandFinding {
  /** False: a decision that may be meant. */
  readonly missing: boolean;
  readonly what: string;
  readonly next: string;
}

/** WCAG 2.2, success criterion 1.4.3: contrast of text against its ground. */
const TEXT_CONTRAST = 4.5;
/** Names that RFC 2606 reserves: nobody can be reached there. */
const PLACEHOLDER = /\.(example|invalid|test|localhost)(?=[/:]|$)|(^|[/@.])example\.(com|net|org)(?=[/:]|$)/;

/** What is missing or doubtful in a brand whose file is valid. */
export function brandFindings(loaded: LoadedBrand): readonly BrandFinding[] {
  return [
    ...identity(loaded),
    ...contacts(loaded),
    ...icons(loaded),
    ...trayIcons(loaded),
    ...colours(loaded),
  ];
}

function identity({ source, brand }: LoadedBrand): readonly BrandFinding[] {
  const findings: BrandFinding[] = [];
  if (brand.clientId === null)
    findings.push({
      missing: false,
      what: "No client ID is built in: every user, or a policy, has to bring one.",
      next: "Register an app at https://developers.ringcentral.com and put its client ID into clientId.",
    });
  if (source.updateUrl === "")
    findings.push({
      missing: false,
      what: "No update server is built in: users and administrators install new versions themselves.",
      next: "Put the folder of a web server into updateUrl; docs/updates.md says what belongs there.",
    });
  if (!brand.appId.includes(brand.shortName))
    findings.push({
      missing: false,
      what: `The application id ${brand.appId} does not contain "${brand.shortName}".`,
      next: "Users see the id when their browser asks whether to open the sign-in; choose one they recognise.",
    });
  return findings;
}

function contacts({ source }: LoadedBrand): readonly BrandFinding[] {
  const places = {
    "support.website": source.support.website,
    "support.help": source.support.help,
    "publisher.email": source.publisher.email,
    updateUrl: source.updateUrl,
  };
  return Object.entries(places)
    .filter(([, value]) => PLACEHOLDER.test(value))
    .map(([field, value]) => ({
      missing: true,
      what: `${field} is the placeholder ${value}.`,
      next:
        field === "updateUrl"
          ? 'Put in the folder of your update server (docs/updates.md), or "" for a build that is not updated by itself.'
          : "Put in an address where the people who use this build get help.",
    }));
}

function trayIcons({ source, tray }: LoadedBrand): readonly BrandFinding[] {
  const absent = [...trayDrawings(source).map(({ name }) => name), "source"].filter(
    (name) => !existsSync(join(tray, name)),
  );
  if (absent.length > 0)
    return [
      {
        missing: true,
        what: `Not rendered for the tray: ${absent.join(", ")}.`,
        next: "Run npm run icons.",
      },
    ];
  if (readFileSync(join(tray, "source"), "utf8") === traySource(source)) return [];
  return [
    {
      missing: true,
      what: "The tray’s icons were rendered with another colour or glyph.",
      next: "Run npm run icons.",
    },
  ];
}

function icons({ icon, icons: folder }: LoadedBrand): readonly BrandFinding[] {
  if (!existsSync(icon))
    return [{ missing: true, what: `The icon ${icon} does not exist.`, next: "Put a square SVG there." }];
  const svg = readFileSync(icon, "utf8");
  const wanted = [...ICON_SIZES.map(iconFileName), "icon.ico", "icon.icns", "source"];
  const absent = wanted.filter((name) => !existsSync(join(folder, name)));
  if (absent.length > 0)
    return [
      {
        missing: true,
        what: `Not rendered from the icon: ${absent.join(", ")}.`,
        next: "Run npm run icons.",
      },
    ];
  if (readFileSync(join(folder, "source"), "utf8") !== iconSource(svg))
    return [
      { missing: true, what: "The icon has changed since it was rendered.", next: "Run npm run icons." },
    ];
  return [];
}

/** The grounds are `--page` of renderer/shared/shell.css. */
function colours({ source: { colours } }: LoadedBrand): readonly BrandFinding[] {
  const white: Colour = { light: "#ffffff", dark: "#ffffff" };
  const page: Colour = { light: "#ffffff", dark: "#1d1f24" };
  return [
    ...contrastFindings("White text on colours.accent", white, colours.accent),
    ...contrastFindings("White text on colours.accentOver", white, colours.accentOver),
    ...contrastFindings("colours.accentText on the page", colours.accentText, page),
  ];
}

function contrastFindings(what: string, text: Colour, ground: Colour): readonly BrandFinding[] {
  return (["light", "dark"] as const).flatMap((appearance) => {
    const ratio = contrast(text[appearance], ground[appearance]);
    if (ratio >= TEXT_CONTRAST) return [];
    return [
      {
        missing: true,
        what: `${what} has a contrast of ${ratio.toFixed(1)} to 1 in the ${appearance} appearance.`,
        next: `Choose a colour with at least ${TEXT_CONTRAST} to 1.`,
      },
    ];
  });
}
