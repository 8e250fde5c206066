import { assertEquals } from "@std/assert";
import { exampleClaim } from "../../kube/explain/example_pod.ts";
import { createMemoryStore, type PersistentVolumeClaim, type Pod, PODS } from "../../kube/mod.ts";
import { claimIndex } from "../watches/intake.ts";
import { findSharers, firstOf, type VolumeSharer } from "./volume_sharers.ts";

function pod(name: string, nodeName: string | undefined, phase: string, claim = "data"): Pod {
  const volumes = [{ name: "v", persistentVolumeClaim: { claimName: claim } }];
  return {
    metadata: { name, namespace: "team", uid: name },
    spec: { containers: [], nodeName, volumes },
    status: { phase },
  };
}

function sharers(claims: PersistentVolumeClaim[], ...pods: Pod[]): VolumeSharer[] {
  const { store, writer } = createMemoryStore(PODS, { indexes: { claim: claimIndex } });
  writer.replaceAll(pods, "1");
  const isOwn = (each: Pod) => each.metadata.name === "own";
  return findSharers(claims, store, { isOwn, belongingOf: (each) => ({ holder: each.metadata.name, rank: 2 }) });
}

const withModes = (...accessModes: string[]): PersistentVolumeClaim => {
  const claim = exampleClaim("data");
  return { ...claim, spec: { ...claim.spec, accessModes }, status: { phase: "Bound", accessModes } };
};

Deno.test("whoever has a node and has not ended has the volume, from before it runs", () => {
  const found = sharers(
    [exampleClaim("data")],
    pod("running", "n1", "Running"),
    pod("pending", "n2", "Pending"),
    pod("waiting", undefined, "Pending"),
    pod("done", "n3", "Succeeded"),
    pod("failed", "n3", "Failed"),
    pod("own", "n4", "Running"),
    pod("other", "n5", "Running", "another"),
  );
  assertEquals(found.map(({ holder, node, isExclusive }) => [holder, node, isExclusive]), [
    ["running", "n1", false],
    ["pending", "n2", false],
  ]);
});

Deno.test("a volume that many machines may have is nobody's, one for a single server is exclusive", () => {
  const other = pod("other", "n1", "Running");
  assertEquals(sharers([withModes("ReadWriteMany")], other), []);
  assertEquals(sharers([withModes("ReadWriteOnce", "ReadOnlyMany")], other), []);
  assertEquals(sharers([withModes()], other), []);
  assertEquals(sharers([withModes("ReadWriteOncePod")], other)[0].isExclusive, true);
});

Deno.test("of several the highest counts, then the oldest", () => {
  const [one] = sharers([exampleClaim("data")], pod("a", "n1", "Running"));
  const young = { ...one, holder: "young", since: "2026-11-23T11:00:00Z" };
  const old = { ...one, holder: "old", since: "2026-11-23T10:00:00Z" };
  const low = { ...one, holder: "low", since: "2026-11-23T09:00:00Z", rank: 0 };
  assertEquals(firstOf([low, young, old])?.holder, "old");
  assertEquals(firstOf([]), undefined);
});
