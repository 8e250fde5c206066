import { assertEquals } from "@std/assert";
import { createMemoryStore, type Pod, PODS } from "../../kube/mod.ts";
import { type Relation, touchedBy } from "./relation.ts";

const pod = (node: string, ...claims: string[]) =>
  ({
    metadata: { name: "p", namespace: "demo" },
    spec: { nodeName: node, volumes: claims.map((claimName) => ({ persistentVolumeClaim: { claimName } })) },
  }) as unknown as Pod;

const relation: Relation<Pod> = {
  store: createMemoryStore(PODS).store,
  keysOf: ({ spec }) => spec?.volumes?.map((each) => each.persistentVolumeClaim!.claimName) ?? [],
  faceOf: ({ spec }) => spec?.nodeName ?? "",
};

Deno.test("touchedBy() names all that an object is shown in when it comes or goes", () => {
  assertEquals(touchedBy(relation, { type: "apply", object: pod("n", "a", "b"), previous: undefined }), ["a", "b"]);
  assertEquals(touchedBy(relation, { type: "delete", object: pod("n", "a") }), ["a"]);
});

Deno.test("touchedBy() names only what looks different after a change", () => {
  const change = (previous: Pod, object: Pod) => touchedBy(relation, { type: "apply", object, previous });
  assertEquals(change(pod("n", "a"), pod("n", "a")), []);
  assertEquals(change(pod("n", "a", "b"), pod("n", "b", "c")), ["a", "c"]);
  assertEquals(change(pod("n", "a"), pod("m", "a")), ["a"]);
});
