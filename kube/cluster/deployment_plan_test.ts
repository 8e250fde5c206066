import { assertEquals } from "@std/assert";
import type { Deployment, Pod, ReplicaSet } from "../builtins.ts";
import { planDeployment } from "./deployment_plan.ts";
import recorded from "./fixtures/deployments.json" with { type: "json" };

const NOW = new Date("2026-11-23T16:20:00Z");
const EARLIER = "2026-11-23T16:19:00Z";
const HASH = "pod-template-hash";

const deployment = (change: object = {}, status?: object, annotations?: Record<string, string>): Deployment => ({
  metadata: { name: "d", namespace: "demo", uid: "d-uid", generation: 2, annotations },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: "d" } },
    template: { metadata: { labels: { app: "d" } }, spec: { containers: [{ name: "c", image: "two" }] } } as never,
    ...change,
  },
  status,
});
const set = (image: string, replicas: number, change: object = {}): ReplicaSet => ({
  metadata: {
    ...{ name: `d-${image}`, namespace: "demo", uid: image, generation: 1 },
    creationTimestamp: image === "one" ? "2026-01-01T00:00:00Z" : "2026-01-02T00:00:00Z",
    annotations: { "deployment.kubernetes.io/revision": image === "one" ? "1" : "2" },
  },
  spec: {
    ...{ replicas, selector: {} },
    template: { metadata: { labels: { app: "d", [HASH]: image } }, spec: { containers: [{ name: "c", image }] } },
  } as never,
  status: { replicas, readyReplicas: replicas, availableReplicas: replicas, observedGeneration: 1, ...change },
});
const plan = (of: Deployment, sets: ReplicaSet[], pods: Pod[] = []) => planDeployment(of, sets, pods, NOW);
const sizes = (...args: Parameters<typeof plan>) =>
  plan(...args).change.filter((each) => each.replicas !== each.set.spec!.replicas)
    .map((each) => [each.set.metadata.name, each.replicas]);
const conditionOf = (type: string, { status }: ReturnType<typeof plan>) => {
  const found = status.conditions?.find((each) => each.type === type);
  return found && [found.status, found.reason, found.message];
};
const progressing = (reason: string, lastUpdateTime = EARLIER, status = "True") => ({
  conditions: [{ type: "Progressing", status, reason, message: "m", lastUpdateTime, lastTransitionTime: EARLIER }],
});

Deno.test("what a real plane left is left as it is", () => {
  const [sets, pods] = [recorded.replicaSets, recorded.pods] as unknown as [ReplicaSet[], Pod[]];
  for (const each of recorded.deployments as unknown as Deployment[]) {
    const owned = sets.filter((set) => set.metadata.ownerReferences?.[0].uid === each.metadata.uid);
    const { status, ...rest } = planDeployment(each, owned, pods, NOW);
    const revision = each.metadata.annotations!["deployment.kubernetes.io/revision"];
    assertEquals(rest, { create: undefined, change: [], remove: [], revision, afterMs: undefined });
    assertEquals({ unavailableReplicas: 0, ...each.status }, status as never, each.metadata.name);
  }
});

Deno.test("the first ReplicaSet is made of the template, with a hash, a revision and an owner", () => {
  const { create, revision, status } = plan(deployment({}, undefined, { "a/b": "c" }), []);
  const hash = create!.metadata.labels![HASH];
  assertEquals(create!.metadata.name, `d-${hash}`);
  assertEquals(create!.metadata.annotations, {
    "a/b": "c",
    "deployment.kubernetes.io/revision": "1",
    "deployment.kubernetes.io/desired-replicas": "1",
    "deployment.kubernetes.io/max-replicas": "2",
  });
  assertEquals(create!.metadata.ownerReferences?.[0].kind, "Deployment");
  assertEquals(create!.spec?.selector.matchLabels, { app: "d", [HASH]: hash });
  assertEquals(create!.spec?.template?.metadata?.labels, { app: "d", [HASH]: hash });
  assertEquals([create!.spec?.replicas, revision, status.replicas], [1, "1", 0]);
});

Deno.test("a rolling update makes the new set first, and takes the old one down when that serves", () => {
  assertEquals(plan(deployment(), [set("one", 1)]).create?.spec?.replicas, 1);
  assertEquals(sizes(deployment(), [set("one", 1), set("two", 1, { readyReplicas: 0, availableReplicas: 0 })]), []);
  assertEquals(sizes(deployment(), [set("one", 1), set("two", 1)]), [["d-one", 0]]);
});

Deno.test("with Recreate the new set waits until no old pod is there", () => {
  const recreate = deployment({ strategy: { type: "Recreate" } });
  const pod = { metadata: { name: "p", ownerReferences: [{ uid: "one", controller: true }] } } as Pod;
  const first = plan(recreate, [set("one", 1)], [pod]);
  assertEquals([first.create, first.change.map((each) => each.replicas)], [undefined, [0]]);
  assertEquals(plan(recreate, [set("one", 0)], [pod]).create, undefined);
  assertEquals(plan(recreate, [set("one", 0)], []).create?.spec?.replicas, 1);
});

Deno.test("an undone rollout takes the old set up again, with a new revision and its history", () => {
  const old = deployment({ template: set("one", 0).spec!.template });
  const { create, change, revision } = plan(old, [set("one", 0), set("two", 1)]);
  assertEquals([create, change[0].set.metadata.name, change[0].replicas, revision], [undefined, "d-one", 1, "3"]);
  assertEquals(change[0].annotations["deployment.kubernetes.io/revision-history"], "1");
});

Deno.test("a paused Deployment is scaled, not rolled", () => {
  assertEquals(plan(deployment({ paused: true }), [set("one", 1)]).create, undefined);
  assertEquals(sizes(deployment({ paused: true, replicas: 3 }), [set("one", 1)]), [["d-one", 3]]);
});

Deno.test("sets beyond the history are removed once the rollout is complete, and their pods are gone", () => {
  const removed = (change: object) =>
    plan(deployment({ revisionHistoryLimit: 0 }), [set("one", 0, change), set("two", 1)]).remove.length;
  assertEquals([removed({}), removed({ replicas: 1 })], [1, 0]);
});

Deno.test("the conditions say how a rollout goes on", () => {
  const made = plan(deployment(), [set("one", 1)]);
  assertEquals(conditionOf("Progressing", made)?.slice(0, 2), ["True", "NewReplicaSetCreated"]);
  const waiting = set("two", 1, { readyReplicas: 0, availableReplicas: 0 });
  const started = plan(deployment({}, progressing("NewReplicaSetCreated")), [waiting]);
  assertEquals(conditionOf("Progressing", started), [
    "True",
    "ReplicaSetUpdated",
    `ReplicaSet "d-two" is progressing.`,
  ]);
  assertEquals(conditionOf("Available", started)?.slice(0, 2), ["False", "MinimumReplicasUnavailable"]);
  const done = plan(deployment({}, progressing("ReplicaSetUpdated")), [set("two", 1)]);
  assertEquals(conditionOf("Progressing", done), [
    "True",
    "NewReplicaSetAvailable",
    `ReplicaSet "d-two" has successfully progressed.`,
  ]);
  assertEquals(conditionOf("Available", done)?.slice(0, 2), ["True", "MinimumReplicasAvailable"]);
});

Deno.test("a rollout that does not get on says so after its deadline, and is looked at then", () => {
  const waiting = set("two", 1, { readyReplicas: 0, availableReplicas: 0 });
  const stuck = (seconds: number) => {
    const status = { replicas: 1, updatedReplicas: 1, ...progressing("ReplicaSetUpdated") };
    return plan(deployment({ progressDeadlineSeconds: seconds }, status), [waiting]);
  };
  assertEquals(stuck(600).afterMs, 541_000);
  assertEquals(conditionOf("Progressing", stuck(59))?.slice(0, 2), ["False", "ProgressDeadlineExceeded"]);
  assertEquals(stuck(59).afterMs, undefined);
});

Deno.test("why pods are refused is told by the Deployment too", () => {
  const failure = { type: "ReplicaFailure", status: "True", reason: "FailedCreate", message: "exceeded quota" };
  const refused = plan(deployment(), [set("two", 1, { replicas: 0, availableReplicas: 0, conditions: [failure] })]);
  assertEquals(conditionOf("ReplicaFailure", refused), ["True", "FailedCreate", "exceeded quota"]);
});

Deno.test("a Deployment that is being deleted is left alone", () => {
  const going = deployment();
  going.metadata.deletionTimestamp = EARLIER;
  const { create, change } = plan(going, []);
  assertEquals([create, change], [undefined, []]);
});
