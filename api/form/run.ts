/** Effects: reads the admin's form from its file, and follows it. */
import { ConfigError } from "../../platform/config_error.ts";
import { type Clock, systemClock } from "../../platform/clock.ts";
import { type Log, silentLog } from "../../platform/log.ts";
import type { NotebookFormSettings } from "../notebook_form.ts";
import { readForm } from "./read_form.ts";

/** How the admin's file is followed. */
export interface FollowFormOptions {
  readonly clock?: Clock;
  readonly log?: Log;
  /** How often the file is read. A mounted ConfigMap is swapped by links, of which no watch of files tells surely. */
  readonly everyMs?: number;
}

/**
 * The form as the file says it now, until the signal aborts. Rejects with a `ConfigError` where it cannot be used at the
 * start; later a file that cannot be used changes nothing.
 */
export async function followForm(
  path: string,
  { clock = systemClock, log = silentLog, everyMs = 10_000 }: FollowFormOptions,
  signal: AbortSignal,
): Promise<() => NotebookFormSettings> {
  let text: string | undefined;
  let form: NotebookFormSettings;
  let refusal: string | undefined;
  try {
    text = await Deno.readTextFile(path);
    form = readForm(text);
  } catch (cause) {
    const words = `names ${path}, which cannot be used: ${(cause as Error).message}`;
    throw new ConfigError("NOTEBOOK_FORM", words, { cause });
  }
  tell(form, log);
  const look = async () => {
    try {
      const next = await Deno.readTextFile(path);
      if (next === text) return;
      text = next;
      form = readForm(next);
      refusal = undefined;
      tell(form, log);
    } catch (error) {
      const words = (error as Error).message;
      if (words !== refusal) log.error("The form for notebooks has no effect: the last one that had stays", { error });
      refusal = words;
    }
  };
  const follow = async () => {
    while (!signal.aborted) {
      await clock.sleep(everyMs, signal).catch(() => {});
      if (!signal.aborted) await look();
    }
  };
  follow();
  return () => form;
}

function tell({ problems }: NotebookFormSettings, log: Log): void {
  for (const { path, message } of problems) log.warn(`Of the form for notebooks ${path.join(".")} ${message}`);
}
