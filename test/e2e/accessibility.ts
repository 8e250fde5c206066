import { AxeBuilder } from "@axe-core/playwright";
import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { sleep } from "./wait_for.ts";

/** Colours of a new theme are reached by then, where motion is reduced. */
const SETTLED_MS = 250;

/** Asserts that axe finds nothing on the page as it is, light and dark. */
export async function assertAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await sleep(SETTLED_MS);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" | ")}`);
    assertEquals(found, [], `axe, ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: null });
}
