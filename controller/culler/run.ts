/** Effect: runs the culler, and follows the admin's file. */
import { ConfigError } from "../../platform/config_error.ts";
import { type Clock, systemClock } from "../../platform/clock.ts";
import type { Environment } from "../../platform/environment.ts";
import { followFile } from "../../platform/follow_file.ts";
import { type Log, silentLog } from "../../platform/log.ts";
import type { Running } from "../../platform/running.ts";
import { runCheckLoop } from "./check_loop.ts";
import { Culler, type CullerParts } from "./culler.ts";
import { type CullingSettings, describeSettings } from "./culling_settings.ts";
import { type ReadCulling, readCulling } from "./read_culling.ts";

/** How the admin's file is found and followed. */
export interface CullingConfigOptions {
  /** Path of the file; absent: there is none. */
  readonly path?: string;
  readonly env?: Environment;
  /** What can be asked without a word of the admin's. */
  readonly probes?: CullingSettings["probes"];
  readonly clock?: Clock;
  readonly log?: Log;
  /** How often the file is read. */
  readonly everyMs?: number;
}

/** The admin's settings as they are now. */
export interface FollowedCulling extends Running {
  current(): ReadCulling["settings"];
  /** Why the file that is there now has no effect; the settings are those of the last one that had. */
  refusal(): string | undefined;
}

/**
 * Reads the settings and follows them until the signal aborts. Rejects where they cannot be used at the start, so that no
 * culler runs on a guess; later a file that cannot be used changes nothing.
 */
export async function followCulling(options: CullingConfigOptions, signal: AbortSignal): Promise<FollowedCulling> {
  const { path, env = {}, probes, clock = systemClock, log = silentLog, everyMs = 10_000 } = options;
  const parse = (text: string | undefined) => readCulling(text, env, probes);
  if (path === undefined) {
    const { settings } = tell(parse(undefined), log);
    return { url: "", current: () => settings, refusal: () => undefined, finished: Promise.resolve() };
  }
  const onValue = (read: ReadCulling) => void tell(read, log);
  const onRefusal = (error: unknown) =>
    log.error("The culling configuration has no effect: the last one that had stays", { error });
  try {
    const followed = await followFile(path, { parse, onValue, onRefusal, clock, everyMs }, signal);
    return { url: "", ...followed, current: () => followed.current().settings };
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError("CULLING_CONFIG", `names ${path}: ${(cause as Error).message}`, { cause });
  }
}

function tell(read: ReadCulling, log: Log): ReadCulling {
  for (const warning of read.warnings) log.warn(warning);
  log.info(describeSettings(read.settings));
  return read;
}

/** Runs the culler until the signal aborts and its looks have ended. Only a leader may, with a client that is fenced. */
export async function runCuller(parts: CullerParts & { salt?: number }, signal: AbortSignal): Promise<void> {
  const { subjects, settings, clock, log, salt, counters } = parts;
  const culler = new Culler(parts);
  const keys = () => {
    const there = new Set(subjects.keys());
    counters.prune(clock.now().getTime());
    culler.prune(there);
    return there;
  };
  const pace = () => ({ periodMs: settings().checkPeriod, concurrency: settings().concurrency });
  const check = (key: string, within: AbortSignal) => culler.check(key, within);
  await runCheckLoop({ keys, check, pace, clock, log, salt }, signal);
}
