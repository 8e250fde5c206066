import type { Badge } from "../connection/badge.ts";
// Not through mod.ts, which draws: what decides is tested without a page.
import { reconnectDelayMs } from "../connection/reconnect_delay.ts";

/**
 * How long to wait before a part that could not be loaded is asked for again, in milliseconds; null where nothing has
 * failed. At once when the connection has come back, else with the back-off of the connection itself.
 */
export function loadAgainInMs(
  failures: number,
  badge: { before: Badge["kind"]; now: Badge["kind"] },
  random?: () => number,
): number | null {
  if (failures === 0) return null;
  const isBack = badge.now === "live" && badge.before !== "live";
  return isBack ? 0 : reconnectDelayMs(failures - 1, random);
}

/** Loads a module; rejects when that fails. */
export type Load<Module> = () => Promise<Module>;

/** How a module is had from an address that only the browser's error named. */
export type ImportFrom = (url: string) => Promise<unknown>;

/**
 * Loads a module that could not be loaded `failures` times before. Older browsers remember a failed import by its
 * address for as long as the page lives (whatwg/html#6768, changed in 2026): where the same address fails again, one
 * with a query is tried. Not at first: in a browser that forgets, that could make a second copy of the module.
 */
export async function loadAgain<Module>(load: Load<Module>, failures: number, importFrom: ImportFrom): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const url = failures > 0 ? addressIn(error) : undefined;
    if (url === undefined) throw error;
    return await importFrom(`${url}?again=${failures}`) as Module;
  }
}

/** The module's address as Chromium and Firefox name it in the error of an import; Safari does not. */
function addressIn(error: unknown): string | undefined {
  return error instanceof Error ? /https?:\/\/\S+\.js(?=$|\s)/.exec(error.message)?.[0] : undefined;
}
