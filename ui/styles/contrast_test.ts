import { assertEquals } from "@std/assert";
import { contrast, type Palette, palettesOf } from "./contrast.ts";

const palettes = palettesOf(Deno.readTextFileSync(new URL("./tokens.css", import.meta.url)));
const SURFACES = ["bg", "surface", "raised", "hover", "selected"];
const lowest = (palette: Palette, name: string, on = SURFACES) =>
  Math.min(...on.map((surface) => contrast(palette[name]!, palette[surface]!)));

/** Token, on what (our surfaces when left out), the figures of the design (light, dark), what is needed. */
const TABLE: [string, string[] | undefined, number, number, number][] = [
  ["text", undefined, 14.33, 11.58, 4.5],
  ["muted", undefined, 5.84, 6.1, 4.5],
  ["accent", undefined, 5.5, 6.53, 4.5],
  ["focus", undefined, 5.5, 6.53, 3],
  ["on-accent", ["accent"], 6.34, 8.78, 4.5],
  ["ok", undefined, 5.7, 7.68, 4.5],
  ["ok", ["ok-bg"], 5.77, 7.87, 4.5],
  ["info", undefined, 5.29, 6.73, 4.5],
  ["info", ["info-bg"], 5.25, 6.98, 4.5],
  ["warn", undefined, 5.79, 7.84, 4.5],
  ["warn", ["warn-bg"], 5.97, 7.78, 4.5],
  ["error", undefined, 5.67, 6.98, 4.5],
  ["error", ["error-bg"], 5.64, 7.58, 4.5],
  ["idle", undefined, 5.45, 6.48, 4.5],
  ["idle", ["idle-bg"], 5.41, 6.61, 4.5],
  ["control-border", undefined, 3.64, 3.8, 3],
  ["on-danger", ["error"], 6.54, 9.38, 4.5],
  ["text", ["changed"], 14.22, 12, 4.5],
];

for (const [token, on, light, dark, needed] of TABLE) {
  Deno.test(`the contrast of ${token} on ${on ?? "every surface"} is what the design says, and enough`, () => {
    const figures = [lowest(palettes.light, token, on), lowest(palettes.dark, token, on)];
    assertEquals(figures, [light, dark]);
    assertEquals(figures.every((figure) => figure >= needed), true);
  });
}
