import { AxeBuilder } from "@axe-core/playwright";
import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { waitFor } from "./wait_for.ts";

// Runs in the page, whose types Deno does not have: so it is text. Two frames later what changed has been painted.
const HAS_SETTLED = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => {
  resolve(document.getAnimations().every((each) => !(each instanceof CSSTransition)));
})))`;

/** Asserts that axe finds nothing on the page as it is, light and dark. */
export async function assertAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // A button that the pointer has just left is on its way between two colours, on a busy machine for long.
    await waitFor("no colour changes", () => page.evaluate<boolean>(HAS_SETTLED));
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" | ")}`);
    assertEquals(found, [], `axe, ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: null });
}
