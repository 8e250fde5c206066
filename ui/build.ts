/** Effects: reads the page's sources, builds them with vite, writes `ui/dist`. Run alone: `deno run -A ui/build.ts`. */
import { createHash } from "node:crypto";

const UI = new URL("./", import.meta.url);
const DIST = new URL("dist/", UI);
/** Lies beside the built page and says for which sources it was built. */
const BUILT_FROM = new URL("built-from.txt", DIST);

/** Builds the page into `ui/dist`, or returns at once when its sources are as they were. */
export async function buildUi(): Promise<{ dist: URL; isFresh: boolean }> {
  const sources = await hashSources();
  const before = await Deno.readTextFile(BUILT_FROM).catch(() => "");
  if (before === sources) return { dist: DIST, isFresh: false };
  const [{ build }, { viteConfig }] = await Promise.all([import("vite"), import("./vite.config.ts")]);
  const aside = await Deno.makeTempDir({ dir: UI.pathname, prefix: "dist-", suffix: ".tmp" });
  try {
    await Deno.chmod(aside, 0o755);
    await build(viteConfig(aside));
    await Deno.writeTextFile(`${aside}/built-from.txt`, sources);
    await swapIn(aside);
  } catch (error) {
    await Deno.remove(aside, { recursive: true }).catch(() => {});
    throw error;
  }
  return { dist: DIST, isFresh: true };
}

/** Puts a finished build in place: whoever serves the page meanwhile sees the old one or the new one, never half. */
async function swapIn(aside: string): Promise<void> {
  const dist = DIST.pathname.replace(/\/$/, "");
  const old = `${aside}.old.tmp`;
  await Deno.rename(dist, old).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  await Deno.rename(aside, dist);
  await Deno.remove(old, { recursive: true }).catch(() => {});
}

async function hashSources(): Promise<string> {
  const paths = (await listSources(UI)).sort();
  const hash = createHash("sha256");
  for (const path of [...paths, new URL("../deno.lock", UI).href]) {
    hash.update(path.slice(UI.href.length)).update("\0").update(await Deno.readFile(new URL(path)));
  }
  return hash.digest("hex");
}

async function listSources(folder: URL): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (entry.isDirectory && !/^(dist|testing|node_modules)$|\.tmp$/.test(entry.name)) {
      found.push(...await listSources(new URL(`${entry.name}/`, folder)));
    } else if (entry.isFile && !/_test\.tsx?$|\.d\.ts$/.test(entry.name)) {
      found.push(new URL(entry.name, folder).href);
    }
  }
  return found;
}

if (import.meta.main) {
  const { isFresh } = await buildUi();
  console.log(isFresh ? "The page is built." : "The page was built already.");
}
