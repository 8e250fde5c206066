import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Where screenshots go; git-ignored. */
export const OUT = new URL("./out/", import.meta.url).pathname;

/** Real Chromium (CHROMIUM, else Debian's), headless. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium",
    args: FLAGS,
    headless: true,
    timeout: 30_000,
  });
}

/** What pages of a window complained about, by window. */
const complaints = new WeakMap<BrowserContext, string[]>();

/** Errors and warnings that a window's pages have logged so far, uncaught ones included. */
export function complaintsOf(context: BrowserContext): readonly string[] {
  return complaints.get(context) ?? [];
}

/** A window of its own: cookies and storage are not shared; every wait in it is bounded. */
export async function openWindow(browser: Browser, size = { width: 1280, height: 800 }): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: size, locale: "en-GB", colorScheme: "light" });
  context.setDefaultTimeout(15_000);
  context.setDefaultNavigationTimeout(30_000);
  const said: string[] = [];
  complaints.set(context, said);
  context.on("weberror", (each) => said.push(`uncaught: ${each.error().stack ?? each.error().message}`));
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) said.push(`${message.type()}: ${message.text()}`);
  });
  return context;
}

/** Marks the document: the mark is gone after any reload or full navigation. */
export async function mark(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { notReloaded: true }));
}

/** Whether the document is still the one that was marked. */
export function isMarked(page: Page): Promise<boolean> {
  return page.evaluate(() => (globalThis as { notReloaded?: boolean }).notReloaded === true);
}

/** Pictures of the page in both themes, 1280 and 375 wide, under test/e2e/out/; leaves the page as it was. */
export async function takeScreenshots(page: Page, name: string): Promise<void> {
  await Deno.mkdir(OUT, { recursive: true });
  const before = page.viewportSize();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 800 });
      await page.screenshot({
        path: `${OUT}${name}-${colorScheme}-${width}.png`,
        fullPage: true,
        animations: "disabled",
      });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  if (before) await page.setViewportSize(before);
}

/** One picture for whoever has to find out why a test failed. */
export async function pictureOfFailure(page: Page, name: string): Promise<void> {
  await Deno.mkdir(OUT, { recursive: true });
  await page.screenshot({ path: `${OUT}failed-${name}.png` }).catch(() => {});
}
