/** WCAG 2.2, "contrast ratio": 1 to 21. @param colours as `#rrggbb` */
export function contrast(...colours: readonly [string, string]): number {
  const [a, b] = colours.map(luminance).sort((one, other) => other - one);
  return ((a ?? 0) + 0.05) / ((b ?? 0) + 0.05);
}

/** WCAG 2.2, "relative luminance": 0 to 1. @param colour as `#rrggbb` */
export function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = parts(colour)
    .map((value) => value / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** What is seen where one colour is painted over another, both as `#rrggbb`. @param alpha 0 to 1 */
export function over(colour: string, alpha: number, under: string): string {
  const below = parts(under);
  return hex(parts(colour).map((value, index) => value * alpha + (below[index] ?? 0) * (1 - alpha)));
}

/** @param values red, green and blue, 0 to 255 */
export const hex = (values: Iterable<number>): string =>
  `#${Buffer.from(Array.from(values, Math.round)).toString("hex")}`;

const parts = (colour: string): readonly number[] =>
  [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
