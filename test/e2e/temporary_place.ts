/** Directories of one test: the state of a sandbox, and a store of pulled images. */
export interface Place {
  /** Goes into ATELIER_STATE. */
  stateDir: string;
  /** Goes into ATELIER_IMAGES. */
  imagesDir: string;
  /** Nothing was pulled yet: a first notebook has to. */
  isCold: boolean;
  remove(): Promise<void>;
}

/**
 * A state of its own and, unless `images` is "own", the image store of this run: empty at its beginning, so the first
 * test that starts a notebook pulls for all. It lasts as long as the process; ATELIER_E2E_IMAGES names another, which may
 * be filled already while one works on a test.
 */
export async function makePlace(images: "shared" | "own" = "shared"): Promise<Place> {
  await removeStoresOfTheDead();
  const root = await Deno.makeTempDir({ prefix: "atelier-e2e-state-" });
  const imagesDir = images === "own" ? `${root}/images` : sharedImages();
  await Deno.mkdir(imagesDir, { recursive: true });
  const isCold = (await Array.fromAsync(Deno.readDir(imagesDir))).length === 0;
  return { stateDir: `${root}/state`, imagesDir, isCold, remove: () => Deno.remove(root, { recursive: true }) };
}

function sharedImages(): string {
  return Deno.env.get("ATELIER_E2E_IMAGES") ?? `${temporaryRoot()}/atelier-e2e-images-${Deno.pid}`;
}

/** Deno tells no test file that it is the last: so each removes the stores of runs that have ended. */
async function removeStoresOfTheDead(): Promise<void> {
  for await (const { name } of Deno.readDir(temporaryRoot())) {
    const pid = /^atelier-e2e-images-(\d+)$/.exec(name)?.[1];
    if (!pid || await exists(`/proc/${pid}`)) continue;
    await Deno.remove(`${temporaryRoot()}/${name}`, { recursive: true }).catch(() => {});
  }
}

function temporaryRoot(): string {
  return Deno.env.get("TMPDIR") ?? "/tmp";
}

/** Whether something has this path. */
export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch {
    return false;
  }
}
