import type { Page } from "playwright-core";

// Runs in the page, whose types Deno does not have: so it is text.
const OBSERVE_ROWS = `{
  const seen = new Set();
  globalThis.rowTexts = seen;
  const look = () => {
    for (const row of document.querySelectorAll("tr, [role=row]")) {
      const text = row.innerText.replace(/\\s+/g, " ").trim();
      if (text) seen.add(text);
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
}`;

/** Observes, from before the first script of the page on, what each row of a list says, and keeps every new wording. */
export async function recordSentences(page: Page): Promise<void> {
  await page.addInitScript({ content: OBSERVE_ROWS });
}

/** What rows that contain `name` said so far, in the order in which each wording was first seen. */
export async function sentencesOf(page: Page, name: string): Promise<string[]> {
  const all = await page.evaluate(() => [...(globalThis as unknown as { rowTexts: Set<string> }).rowTexts]);
  return all.filter((each) => each.includes(name));
}
