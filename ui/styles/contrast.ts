/** A theme's tokens by name, as `#rrggbb`. */
export type Palette = Record<string, string>;

/** The colour tokens of a stylesheet, read from its `light-dark(#…, #…)` values. */
export function palettesOf(css: string): { light: Palette; dark: Palette } {
  const light: Palette = {};
  const dark: Palette = {};
  for (const [, name, day, night] of css.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/gi)) {
    light[name!] = day!;
    dark[name!] = night!;
  }
  return { light, dark };
}

/** The contrast ratio of two colours by the WCAG 2.x formula, rounded to two digits. */
export function contrast(a: string, b: string): number {
  const [dim, bright] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return Math.round(((bright + 0.05) / (dim + 0.05)) * 100) / 100;
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(parseInt(colour.slice(at, at + 2), 16) / 255));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
