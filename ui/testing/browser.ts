/** A browser for trials of the page. */
import { type Browser, chromium, type Page } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts Chromium without a window; CHROMIUM says where it is. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium", args: FLAGS });
}

/** A page that tells of its errors on the console of the trial. */
export async function openPage(browser: Browser, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(6_000);
  page.on("pageerror", (error) => console.log(`page error: ${error.stack}`));
  return page;
}
