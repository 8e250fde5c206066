/** Effect: the pulled images of this user, one directory each, shared by all sandboxes of the machine. */
import { backoffMs } from "../../platform/backoff.ts";
import { type Clock, systemClock } from "../../platform/clock.ts";
import { type CatalogueEntry, directoryOf } from "./catalogue.ts";
import { ImagePullError } from "./install.ts";
import { buildNodeEnvironment } from "./node_environment.ts";
import type { PullProgress } from "./pull_progress.ts";
import { buildEnvironment } from "./python_environment.ts";

/** Images by the directory that they are in. */
export interface ImageStore {
  /** The directory of a pulled image; undefined where it must be pulled first. */
  find(entry: CatalogueEntry): Promise<string | undefined>;
  /** Pulls, or waits for the pull that is under way; rejects with ImagePullError. Ends early only with the store. */
  pull(entry: CatalogueEntry, report: (progress: PullProgress) => void): Promise<string>;
  /** Resolves when no pull is under way any more. */
  idle(): Promise<void>;
}

interface Pull {
  done: Promise<string>;
  reporters: Set<(progress: PullProgress) => void>;
}

/** Opens the store in `dir`; pulls end with the signal. */
export function openImageStore(dir: string, signal: AbortSignal, { clock = systemClock } = {}): ImageStore {
  const pulls = new Map<string, Pull>();
  const find = async (entry: CatalogueEntry) => {
    const name = directoryOf(entry);
    if (!name) return "";
    // The interpreter is a link: after an upgrade it may lead nowhere.
    const isThere = await Deno.stat(`${dir}/${name}/bin/${entry.npm ? "node" : "python"}`).then(
      () => true,
      () => false,
    );
    return isThere ? `${dir}/${name}` : undefined;
  };
  const begin = (entry: CatalogueEntry): Pull => {
    const reporters: Pull["reporters"] = new Set();
    const report = (progress: PullProgress) => reporters.forEach((each) => each(progress));
    const done = pullLocked(dir, entry, () => find(entry), report, signal, clock).catch((error) => {
      if (error instanceof ImagePullError || signal.aborted) throw error;
      throw new ImagePullError(`Cannot write the image store: ${(error as Error).message}`, { cause: error });
    }).finally(() => pulls.delete(directoryOf(entry)!));
    return { done, reporters };
  };
  return {
    find,
    async pull(entry, report) {
      const present = await find(entry);
      if (present !== undefined) return present;
      const name = directoryOf(entry)!;
      const pull = pulls.get(name) ?? begin(entry);
      pulls.set(name, pull);
      pull.reporters.add(report);
      return await pull.done.finally(() => pull.reporters.delete(report));
    },
    idle: async () => void await Promise.allSettled([...pulls.values()].map((each) => each.done)),
  };
}

/** The lock is the operating system's: it ends with the process that holds it, whatever ends that. */
async function pullLocked(
  dir: string,
  entry: CatalogueEntry,
  find: () => Promise<string | undefined>,
  report: (progress: PullProgress) => void,
  signal: AbortSignal,
  clock: Clock,
): Promise<string> {
  await Deno.mkdir(dir, { recursive: true });
  const name = directoryOf(entry);
  using lock = await Deno.open(`${dir}/${name}.lock`, { create: true, write: true });
  for (let attempt = 1; !await lock.tryLock(true); attempt++) {
    await clock.sleep(backoffMs(attempt, { baseMs: 100, maxMs: 2_000, factor: 2 }), signal);
  }
  const pulledByAnother = await find();
  if (pulledByAnother !== undefined) return pulledByAnother;
  const staging = `${dir}/.staging-${name}`;
  const final = `${dir}/${name}`;
  const clear = (path: string) => Deno.remove(path, { recursive: true }).catch(() => {});
  await Promise.all([clear(staging), clear(final)]);
  try {
    if (entry.npm) await buildNodeEnvironment(entry, staging, report, signal);
    else await buildEnvironment(entry, staging, report, signal);
    await Deno.rename(staging, final);
  } catch (error) {
    await clear(staging);
    throw error;
  }
  return final;
}
