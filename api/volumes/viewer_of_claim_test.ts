import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import type { PvcViewer } from "../../kube/mod.ts";
import { isOurViewer, viewerNameOf } from "./viewer_of_claim.ts";

Deno.test("a viewer is named like its claim where the name can be a label of its children", () => {
  assertEquals(viewerNameOf("train-workspace"), "train-workspace");
  assertEquals(viewerNameOf("a".repeat(53)), "a".repeat(53));
});

Deno.test("else by the first 30 legal characters and 8 hex digits, different for different claims", () => {
  for (const claim of ["a".repeat(54), "1st", "data.v2", `${"x.".repeat(100)}y`]) {
    assertMatch(viewerNameOf(claim), /^v-[a-z0-9-]{1,30}-[0-9a-f]{8}$/, claim);
  }
  assertEquals(viewerNameOf("data.v2").slice(0, 9), "v-datav2-");
  assertNotEquals(viewerNameOf("data.v2"), viewerNameOf("dat.av2"));
});

Deno.test("isOurViewer() knows ours, Kubeflow's of the same name, and no other", () => {
  const viewer = (name: string, pvc: string) => ({ metadata: { name }, spec: { pvc } }) as PvcViewer;
  assertEquals(isOurViewer(viewer("logs", "logs")), true);
  assertEquals(isOurViewer(viewer(viewerNameOf("data.v2"), "data.v2")), true);
  assertEquals(isOurViewer(viewer("mine", "logs")), false);
});
