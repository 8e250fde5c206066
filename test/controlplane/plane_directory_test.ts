import { assertEquals } from "@std/assert";
import { makePlaneDirectory } from "./plane_directory.ts";

Deno.test("the directory of a plane whose process was killed goes when another starts; others stay", async () => {
  const root = await Deno.makeTempDir();
  try {
    const mine = await makePlaneDirectory(root);
    // A pid that no Linux gives.
    await Deno.mkdir(`${root}/atelier-controlplane-abandoned`);
    await Deno.writeTextFile(`${root}/atelier-controlplane-abandoned/owner`, "4194305 boot 1");
    await Deno.mkdir(`${root}/atelier-controlplane-nobodys`);
    await Deno.mkdir(`${root}/something-else`);
    const next = await makePlaneDirectory(root);
    const left = [...Deno.readDirSync(root)].map((each) => `${root}/${each.name}`).sort();
    assertEquals(left, [mine, next, `${root}/atelier-controlplane-nobodys`, `${root}/something-else`].sort());
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
