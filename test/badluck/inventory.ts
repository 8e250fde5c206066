import type { World } from "../e2e/world.ts";

const KINDS = "notebooks,statefulsets,services,persistentvolumeclaims,serviceaccounts,rolebindings,virtualservices";

/** What a namespace holds: `Kind/name` → uid, and `file path` → what is in it. */
export type Inventory = ReadonlyMap<string, string>;

/** Reads the lasting objects of demo, and the files that notebooks wrote into their volumes. */
export async function readInventory(world: World): Promise<Inventory> {
  const { items } = JSON.parse(await world.kubectl.run(["get", KINDS, "-o", "json"]));
  const objects: [string, string][] = items.map((each: { kind: string; metadata: { name: string; uid: string } }) => [
    `${each.kind}/${each.metadata.name}`,
    each.metadata.uid,
  ]);
  return new Map([...objects, ...await readFiles(`${world.place.stateDir}/volumes/demo`)]);
}

/** What was there before and is not, or is another one, after. */
export function findLost(before: Inventory, after: Inventory): string[] {
  return [...before].filter(([what, identity]) => after.get(what) !== identity).map(([what]) => what);
}

async function readFiles(root: string): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for await (const claim of Deno.readDir(root)) {
    for await (const file of Deno.readDir(`${root}/${claim.name}`)) {
      // What Jupyter keeps for itself in hidden directories changes as it likes.
      if (!file.isFile || file.name.startsWith(".")) continue;
      found.push([`${claim.name}/${file.name}`, await Deno.readTextFile(`${root}/${claim.name}/${file.name}`)]);
    }
  }
  return found;
}
