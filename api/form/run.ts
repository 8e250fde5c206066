/** Effects: reads the admin's form from its file, and follows it. */
import { ConfigError } from "../../platform/config_error.ts";
import { type Clock, systemClock } from "../../platform/clock.ts";
import { followFile } from "../../platform/follow_file.ts";
import { type Log, silentLog } from "../../platform/log.ts";
import type { NotebookFormSettings } from "../notebook_form.ts";
import { readForm } from "./read_form.ts";

/** How the admin's file is followed. */
export interface FollowFormOptions {
  readonly clock?: Clock;
  readonly log?: Log;
  /** How often the file is read. */
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
  const onValue = (form: NotebookFormSettings) => tell(form, log);
  const onRefusal = (error: unknown) =>
    log.error("The form for notebooks has no effect: the last one that had stays", { error });
  try {
    const followed = await followFile(path, { parse: readForm, onValue, onRefusal, clock, everyMs }, signal);
    return followed.current;
  } catch (cause) {
    const words = `names ${path}, which cannot be used: ${(cause as Error).message}`;
    throw new ConfigError("NOTEBOOK_FORM", words, { cause });
  }
}

function tell({ problems }: NotebookFormSettings, log: Log): void {
  for (const { path, message } of problems) log.warn(`Of the form for notebooks ${path.join(".")} ${message}`);
}
