/** Directories of one test: the state of a sandbox, and a store of pulled images. */
export interface Place {
  /** Goes into ATELIER_STATE. */
  stateDir: string;
  /** Goes into ATELIER_IMAGES. */
  imagesDir: string;
  remove(): Promise<void>;
}

/**
 * Which store of images a test has: that of this run, in which the first that starts a notebook pulls for all; one
 * without any image (that of this run while nothing is in it); or one of its own, gone with the test.
 */
export type Images = "shared" | "empty" | "own";

/** Makes a state and finds the store. ATELIER_E2E_IMAGES names the store of this run; else it lasts as long as that. */
export async function makePlace(images: Images = "shared"): Promise<Place> {
  await removePlacesOfTheDead();
  const root = await Deno.makeTempDir({ prefix: `atelier-e2e-state-${Deno.pid}-` });
  const shared = sharedImages();
  const isShared = images === "shared" || images === "empty" && await isEmpty(shared);
  const imagesDir = isShared ? shared : `${root}/images`;
  await Deno.mkdir(imagesDir, { recursive: true });
  return { stateDir: `${root}/state`, imagesDir, remove: () => Deno.remove(root, { recursive: true }) };
}

function sharedImages(): string {
  return Deno.env.get("ATELIER_E2E_IMAGES") ?? `${temporaryRoot()}/atelier-e2e-images-${Deno.pid}`;
}

/** Deno tells no test file that it is the last, and a run may be killed: so each removes what ended runs have left. */
async function removePlacesOfTheDead(): Promise<void> {
  for await (const { name } of Deno.readDir(temporaryRoot())) {
    const pid = /^atelier-e2e-(?:images|state)-(\d+)(?:-|$)/.exec(name)?.[1];
    if (!pid || await exists(`/proc/${pid}`)) continue;
    await Deno.remove(`${temporaryRoot()}/${name}`, { recursive: true }).catch(() => {});
  }
}

async function isEmpty(directory: string): Promise<boolean> {
  return !(await exists(directory)) || (await Array.fromAsync(Deno.readDir(directory))).length === 0;
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
