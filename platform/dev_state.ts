/** Effects: removes what `task dev` keeps on this machine. */

/** What dev keeps, and where. */
export interface DevState {
  stateDir: string;
  imagesDir: string;
}

/**
 * Removes the state, with `withImages` the pulled images too; answers what was removed. Throws while a sandbox has the
 * state open: it would go on writing into files that are gone, and everybody's work with them.
 */
export async function removeDevState({ stateDir, imagesDir }: DevState, withImages: boolean): Promise<string[]> {
  using _held = holdJournal(stateDir);
  const dirs = withImages ? [stateDir, imagesDir] : [stateDir];
  for (const dir of dirs) {
    await Deno.remove(dir, { recursive: true }).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
  return dirs;
}

/** Takes the lock that a running apiserver holds on its journal, where there is one. */
function holdJournal(stateDir: string): Disposable {
  let lock: Deno.FsFile;
  try {
    lock = Deno.openSync(`${stateDir}/journal/lock`, { read: true, write: true });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { [Symbol.dispose]() {} };
    throw error;
  }
  if (lock.tryLockSync(true)) return lock;
  lock.close();
  throw new Error(`Cannot remove ${stateDir}: task dev is running on it. Stop it first (Ctrl-C).`);
}
