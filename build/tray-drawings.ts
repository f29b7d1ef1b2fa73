/** What the tray's icons look like in a brand: its glyph and its colour, and one shape for each state. */
import { createHash } from "node:crypto";
import { type TrayIcon, trayIconFile, trayIcons } from "../src/tray/tray-icons.ts";
import type { BrandSource } from "./brand-file.ts";
import { luminance, over } from "./contrast.ts";

/** One file of the tray's icons. */
export interface TrayDrawing {
  readonly name: string;
  /** Edge length in pixels. */
  readonly pixels: number;
  readonly svg: string;
}

type Look = Pick<BrandSource, "colours" | "trayGlyph">;
/** Draws the glyph in one colour, around the middle of a box of 24 by 24. */
type Glyph = (fill: string, scale?: number) => string;

/** Every file of the tray's icons: each state in the sizes of each system, at 1x and 2x. */
export function trayDrawings(look: Look): readonly TrayDrawing[] {
  const glyph = look.trayGlyph === undefined ? handset : pathGlyph(look.trayGlyph);
  const accent = standingOut(look.colours.accent.light);
  const drawings = (["linux", "win32", "darwin"] as const).flatMap((platform) =>
    trayIcons.flatMap((icon) => {
      const { name, size } = trayIconFile(icon, platform);
      const drawing = platform === "darwin" ? template(icon, glyph) : coloured(icon, glyph, accent);
      return [1, 2].map((scale) => ({
        name: scale === 1 ? name : name.replace(/\.png$/, "@2x.png"),
        pixels: size * scale,
        svg: svg(drawing, size * scale),
      }));
    }),
  );
  // macOS has one icon for any count of missed calls.
  return [...new Map(drawings.map((each) => [each.name, each])).values()];
}

/** Kept beside the rendered icons, so that a check sees when the brand or the drawings have changed since. */
export function traySource(look: Look): string {
  const hash = createHash("sha256");
  for (const { name, svg } of trayDrawings(look)) hash.update(`${name}\n${svg}\n`);
  return `${hash.digest("hex")}\n`;
}

/** A telephone's handset, for a brand without a glyph of its own. */
const handset: Glyph = (fill, scale = 1) =>
  `<g transform="translate(11.4 12.6) scale(${0.041 * scale}) rotate(-135) translate(0 14)">
    <path fill="${fill}" stroke="${fill}" stroke-width="30" stroke-linejoin="round"
      d="M-168 56C-176 -128 176 -128 168 56L88 56C82 0 66 -20 0 -20S-82 0 -88 56Z"/></g>`;
const pathGlyph =
  (path: string): Glyph =>
  (fill, scale = 1) =>
    `<g transform="translate(12 12) scale(${scale}) translate(-12 -12)"><path fill="${fill}" d="${path}"/></g>`;
const disc = (fill: string): string => `<circle cx="12" cy="12" r="11.5" fill="${fill}"/>`;
const slash = (colour: string, under: string): string =>
  `<path d="M5.2 18.8 18.8 5.2" stroke="${under}" stroke-width="4.6" stroke-linecap="round"/>
   <path d="M5.2 18.8 18.8 5.2" stroke="${colour}" stroke-width="2" stroke-linecap="round"/>`;
const waves = (colour: string): string =>
  `<path d="M14.2 6.2a4.6 4.6 0 0 1 3.6 3.6M14.6 3a7.8 7.8 0 0 1 6.4 6.4" fill="none" stroke="${colour}"
    stroke-width="1.7" stroke-linecap="round"/>`;
const bar = (colour: string): string =>
  `<path d="M6.5 12h11" stroke="${colour}" stroke-width="3.6" stroke-linecap="round"/>`;

/**
 * Between three times as bright as a dark panel and a third as bright as a light one (WCAG 1.4.11), white drawn on it
 * included: test/unit/tray/tray-icons.test.ts holds the icons to that.
 */
const STANDS_OUT = { least: 0.21, most: 0.25 } as const;
const GREY = "#7d8595";
const GREEN = "#2a9464";
const ORANGE = "#d9641a";
const RED = "#e5484d";

/** The colour, as much lighter or darker as it takes to stand out from light and dark panels. @param colour `#rrggbb` */
export function standingOut(colour: string): string {
  const [towards, isDone] =
    luminance(colour) < STANDS_OUT.least
      ? (["#ffffff", (mixed: string) => luminance(mixed) >= STANDS_OUT.least] as const)
      : (["#000000", (mixed: string) => luminance(mixed) <= STANDS_OUT.most] as const);
  const steps = Array.from({ length: 101 }, (_, step) => over(towards, step / 100, colour));
  return steps.find(isDone) ?? towards;
}

/** Each state has a shape of its own, not only a colour. */
function coloured(icon: TrayIcon, glyph: Glyph, accent: string): string {
  switch (icon) {
    case "signed-out":
      return `<circle cx="12" cy="12" r="9.9" fill="#fff" stroke="${GREY}" stroke-width="3.2"/>${glyph(GREY, 0.78)}`;
    case "unavailable":
      return disc(GREY) + glyph("#fff", 0.9) + slash("#fff", GREY);
    case "available":
      return disc(GREEN) + glyph("#fff");
    case "busy":
      return `<path d="M12 .8 23.2 12 12 23.2 .8 12Z" fill="${ORANGE}" stroke="${ORANGE}" stroke-width="1.6" stroke-linejoin="round"/>${glyph("#fff", 0.72)}`;
    case "do-not-disturb":
      return disc(RED) + bar("#fff");
    case "ringing":
      return `${disc(accent)}<g transform="translate(-1.6 1.6)">${glyph("#fff", 0.78)}</g>${waves("#fff")}`;
    case "on-call":
      return `<rect x=".8" y=".8" width="22.4" height="22.4" rx="5" fill="${accent}"/>${glyph("#fff")}`;
    default:
      // White parts the two where they meet, and is no edge of the whole: it would be lost on a light panel.
      return `${coloured("available", glyph, accent)}<clipPath id="disc">${disc("#fff")}</clipPath>
        <circle cx="16.5" cy="16.5" r="7.9" fill="#fff" clip-path="url(#disc)"/>
        <circle cx="16.5" cy="16.5" r="7.4" fill="${RED}"/>
        <text x="16.5" y="20.3" text-anchor="middle" font-family="DejaVu Sans, sans-serif" font-weight="700"
          font-size="10.5" fill="#fff">${icon === "missed-more" ? "+" : icon.replace("missed-", "")}</text>`;
  }
}

/** macOS paints template images itself: only the shape counts, and the menu bar shows the count as text. */
function template(icon: TrayIcon, glyph: Glyph): string {
  switch (icon) {
    case "signed-out":
      return `<g opacity=".45">${glyph("#000", 1.3)}</g>`;
    case "unavailable":
      return `<g opacity=".45">${glyph("#000", 1.3)}</g><path d="M3.5 20.5 20.5 3.5" stroke="#000" stroke-width="2" stroke-linecap="round"/>`;
    case "available":
      return glyph("#000", 1.3);
    case "busy":
      return `${glyph("#000", 1.15)}<path d="M18.5 1 23 5.5 18.5 10 14 5.5Z" fill="#000"/>`;
    case "do-not-disturb":
      return `${glyph("#000", 1.15)}<path d="M15 5h7" stroke="#000" stroke-width="3" stroke-linecap="round"/>`;
    case "ringing":
      return `<g transform="translate(-1.6 1.6)">${glyph("#000", 1.1)}</g>${waves("#000")}`;
    case "on-call":
      return `<path fill-rule="evenodd" d="M6 1h12a5 5 0 0 1 5 5v12a5 5 0 0 1-5 5H6a5 5 0 0 1-5-5V6a5 5 0 0 1 5-5Z" fill="none" stroke="#000" stroke-width="1.8"/>${glyph("#000", 0.95)}`;
    default:
      return `${glyph("#000", 1.15)}<circle cx="19" cy="5" r="3.6" fill="#000"/>`;
  }
}

const svg = (content: string, pixels: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="${pixels}" height="${pixels}">${content}</svg>`;
