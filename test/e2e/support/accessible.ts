import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { resultsFolder } from "../../tools/repository.ts";

const LOOKS = {
  light: { colorScheme: "light", forcedColors: null },
  dark: { colorScheme: "dark", forcedColors: null },
  forced: { colorScheme: null, forcedColors: "active" },
} as const;
const SIZES = { "": "100%", "-large": "200%" } as const;

/**
 * Looks at a page as it is now: axe finds nothing, in light and dark, and nothing is cut off or overlaps at 100 and 200 %
 * text. Leaves pictures in light, dark and forced colours at both sizes: test/results/screenshots/{name}[-large]-{look}.png.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  await look(page, name, true);
}

/** The same for another state of a page: axe in light only, and pictures in light and dark at 100 %. */
export async function lookAtState(page: Page, name: string): Promise<void> {
  await look(page, name, false);
}

async function look(page: Page, name: string, isWhole: boolean): Promise<void> {
  for (const [suffix, fontSize] of Object.entries(SIZES)) {
    await page.evaluate((size) => {
      document.documentElement.style.fontSize = size;
    }, fontSize);
    expect(await page.evaluate(layoutFaults), `${name} at ${fontSize} text`).toEqual([]);
    for (const [look, media] of Object.entries(LOOKS)) {
      if (!isWhole && (suffix !== "" || look === "forced")) continue;
      await page.emulateMedia(media);
      const path = join(resultsFolder, "screenshots", `${name}${suffix}-${look}.png`);
      // Colours fade into each other for a moment.
      await page.screenshot({ path, animations: "disabled" });
      if (suffix === "" && (look === "light" || (look === "dark" && isWhole))) {
        expect(await violations(page, look), `${name} in ${look}`).toEqual([]);
      }
    }
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null });
  await page.evaluate(() => {
    document.documentElement.style.fontSize = "";
  });
}

/** Each rule that the page breaks, and where. */
async function violations(page: Page, look: string): Promise<readonly string[]> {
  // Otherwise a second page is opened for the result, which Electron's contexts do not do.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  // In dark only the colours are others.
  const { violations } = await (look === "dark" ? axe.withRules(["color-contrast"]) : axe).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}

/**
 * Runs in the page. Text that is wider than its box or the window, that is cut off where nothing scrolls, or that
 * covers other text.
 */
function layoutFaults(): readonly string[] {
  const faults: string[] = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const wideBody = document.body.scrollWidth - document.body.clientWidth;
  if (wide > 0 || wideBody > 0) faults.push(`the page scrolls sideways by ${Math.max(wide, wideBody)} px`);

  const nameOf = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${element.className} “${element.textContent?.trim().slice(0, 40)}”`;
  const isUnseen = (element: Element): boolean =>
    // What is folded up in a `details` still has boxes.
    element.closest(".unseen") !== null || !element.checkVisibility({ checkVisibilityCSS: true });
  const hides = (overflow: string): boolean => overflow === "hidden" || overflow === "clip";
  for (const element of document.body.querySelectorAll("*")) {
    // A field scrolls by itself, with the caret; a bar that goes to and fro is half out of sight.
    if (
      element.matches("svg, svg *, input, textarea, progress") ||
      element.clientWidth === 0 ||
      isUnseen(element)
    )
      continue;
    const { overflowX, overflowY } = getComputedStyle(element);
    const cutX = hides(overflowX) && element.scrollWidth > element.clientWidth + 1;
    const cutY = hides(overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (cutX || cutY) faults.push(`cut off: ${nameOf(element)}`);
  }

  /** The part of a box that its ancestors let be seen, or null. */
  const seen = (box: DOMRect, of: Element): DOMRect | null => {
    let { left, top, right, bottom } = box;
    for (let above: Element | null = of; above !== null; above = above.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(above);
      if (overflowX === "visible" && overflowY === "visible") continue;
      const edge = above.getBoundingClientRect();
      left = Math.max(left, edge.left);
      top = Math.max(top, edge.top);
      right = Math.min(right, edge.right);
      bottom = Math.min(bottom, edge.bottom);
    }
    return right - left > 1 && bottom - top > 1 ? new DOMRect(left, top, right - left, bottom - top) : null;
  };
  const texts: { readonly box: DOMRect; readonly of: Element; readonly text: string }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const of = node.parentElement;
    const text = node.textContent?.trim() ?? "";
    if (of === null || text === "" || isUnseen(of) || of.closest("select, option, script, style")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const line of range.getClientRects()) {
      if (line.left < -1 || line.right > innerWidth + 1) faults.push(`beyond the window: ${nameOf(of)}`);
      const box = seen(line, of);
      if (box !== null) texts.push({ box, of, text });
    }
  }
  const overlaps = (one: DOMRect, other: DOMRect): boolean =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
    // Lines of one text may touch: their boxes are higher than their letters.
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > one.height / 3;
  for (const [index, one] of texts.entries()) {
    const other = texts.slice(index + 1).find((next) => overlaps(one.box, next.box));
    if (other !== undefined) faults.push(`“${one.text.slice(0, 40)}” overlaps “${other.text.slice(0, 40)}”`);
  }
  return faults;
}
