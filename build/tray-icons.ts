/**
 * Draws the tray's icons into renderer/public/tray: `npx tsx build/tray-icons.ts`. To be run again after a change of
 * the glyph or the colours; the PNG files are committed, because drawing them takes a browser (Debian's chromium, or
 * the one in `CHROMIUM`).
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { type TrayIcon, trayIconFile, trayIcons } from "../src/tray/tray-icons.ts";

/** The handset of build/icon.svg, in a box of 24 by 24. */
const handset = (fill: string, scale = 1): string =>
  `<g transform="translate(11.4 12.6) scale(${0.041 * scale}) rotate(-135) translate(0 14)">
    <path fill="${fill}" stroke="${fill}" stroke-width="30" stroke-linejoin="round"
      d="M-168 56C-176 -128 176 -128 168 56L88 56C82 0 66 -20 0 -20S-82 0 -88 56Z"/></g>`;
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
 * Each is at least three times as bright as the dark panel or a third as bright as the light one (WCAG 1.4.11), and so is
 * the white drawn on it: test/unit/tray/tray-icons.test.ts holds them to that.
 */
const GREY = "#7d8595";
const GREEN = "#2a9464";
const ORANGE = "#d9641a";
const RED = "#e5484d";
const BLUE = "#4a7cf0";

/** Each state has a shape of its own, not only a colour. */
function coloured(icon: TrayIcon): string {
  switch (icon) {
    case "signed-out":
      return `<circle cx="12" cy="12" r="9.9" fill="#fff" stroke="${GREY}" stroke-width="3.2"/>${handset(GREY, 0.78)}`;
    case "unavailable":
      return disc(GREY) + handset("#fff", 0.9) + slash("#fff", GREY);
    case "available":
      return disc(GREEN) + handset("#fff");
    case "busy":
      return `<path d="M12 .8 23.2 12 12 23.2 .8 12Z" fill="${ORANGE}" stroke="${ORANGE}" stroke-width="1.6" stroke-linejoin="round"/>${handset("#fff", 0.72)}`;
    case "do-not-disturb":
      return disc(RED) + bar("#fff");
    case "ringing":
      return `${disc(BLUE)}<g transform="translate(-1.6 1.6)">${handset("#fff", 0.78)}</g>${waves("#fff")}`;
    case "on-call":
      return `<rect x=".8" y=".8" width="22.4" height="22.4" rx="5" fill="${BLUE}"/>${handset("#fff")}`;
    default:
      // White parts the two where they meet, and is no edge of the whole: it would be lost on a light panel.
      return `${coloured("available")}<clipPath id="disc">${disc("#fff")}</clipPath>
        <circle cx="16.5" cy="16.5" r="7.9" fill="#fff" clip-path="url(#disc)"/>
        <circle cx="16.5" cy="16.5" r="7.4" fill="${RED}"/>
        <text x="16.5" y="20.3" text-anchor="middle" font-family="DejaVu Sans, sans-serif" font-weight="700"
          font-size="10.5" fill="#fff">${icon === "missed-more" ? "+" : icon.replace("missed-", "")}</text>`;
  }
}

/** macOS paints template images itself: only the shape counts, and the menu bar shows the count as text. */
function template(icon: TrayIcon): string {
  switch (icon) {
    case "signed-out":
      return `<g opacity=".45">${handset("#000", 1.3)}</g>`;
    case "unavailable":
      return `<g opacity=".45">${handset("#000", 1.3)}</g><path d="M3.5 20.5 20.5 3.5" stroke="#000" stroke-width="2" stroke-linecap="round"/>`;
    case "available":
      return handset("#000", 1.3);
    case "busy":
      return `${handset("#000", 1.15)}<path d="M18.5 1 23 5.5 18.5 10 14 5.5Z" fill="#000"/>`;
    case "do-not-disturb":
      return `${handset("#000", 1.15)}<path d="M15 5h7" stroke="#000" stroke-width="3" stroke-linecap="round"/>`;
    case "ringing":
      return `<g transform="translate(-1.6 1.6)">${handset("#000", 1.1)}</g>${waves("#000")}`;
    case "on-call":
      return `<path fill-rule="evenodd" d="M6 1h12a5 5 0 0 1 5 5v12a5 5 0 0 1-5 5H6a5 5 0 0 1-5-5V6a5 5 0 0 1 5-5Z" fill="none" stroke="#000" stroke-width="1.8"/>${handset("#000", 0.95)}`;
    default:
      return `${handset("#000", 1.15)}<circle cx="19" cy="5" r="3.6" fill="#000"/>`;
  }
}

const svg = (content: string, pixels: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="${pixels}" height="${pixels}">${content}</svg>`;

async function draw(): Promise<void> {
  const folder = resolve(import.meta.dirname, "../renderer/public/tray");
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    for (const scale of [1, 2]) {
      const page = await browser.newPage({ deviceScaleFactor: 1 });
      for (const platform of ["linux", "win32", "darwin"] as const) {
        for (const icon of trayIcons) {
          const { name, size } = trayIconFile(icon, platform);
          const drawing = platform === "darwin" ? template(icon) : coloured(icon);
          const pixels = size * scale;
          await page.setViewportSize({ width: pixels, height: pixels });
          await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg(drawing, pixels)}`);
          const file = scale === 1 ? name : name.replace(/\.png$/, "@2x.png");
          writeFileSync(join(folder, file), await page.screenshot({ omitBackground: true }));
        }
      }
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await draw();
