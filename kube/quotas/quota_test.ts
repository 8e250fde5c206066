import { assertEquals } from "@std/assert";
import type { UntypedObject } from "../object.ts";
import { formatQuantity } from "../quantity.ts";
import { refuseByQuota, statusOfQuota, usageOf } from "./quota.ts";

const PODS = { group: "", plural: "pods" };
const pod = (name: string, containers: unknown[], more = {}): UntypedObject => ({
  ...{ kind: "Pod", metadata: { name }, spec: { containers, ...more } },
});
const container = (name: string, cpu: string) => ({ name, resources: { requests: { cpu } } });
const quota = (name: string, hard: Record<string, string>, more = {}): UntypedObject => ({
  ...{ kind: "ResourceQuota", metadata: { name }, spec: { hard, ...more } },
});
const printed = (object: UntypedObject, of: { group: string; plural: string }) =>
  Object.fromEntries([...usageOf(object, of)].map(([name, amount]) => [name, formatQuantity(amount)]));

Deno.test("a pod uses the sum of its containers, or its largest init container, until it has ended", () => {
  const two = [container("a", "100m"), container("b", "0.2")];
  assertEquals(printed(pod("p", two), PODS), {
    ...{ "count/pods": "1", pods: "1", "requests.cpu": "300m", cpu: "300m" },
  });
  assertEquals(printed(pod("p", two, { initContainers: [container("i", "1")] }), PODS)["requests.cpu"], "1");
  assertEquals(printed({ ...pod("p", two), status: { phase: "Failed" } }, PODS), { "count/pods": "1" });
});

Deno.test("a claim uses its storage, also of its class; anything else is one of its kind", () => {
  const spec = { storageClassName: "slow", resources: { requests: { storage: "1024Mi" } } };
  assertEquals(printed({ metadata: { name: "c" }, spec }, { group: "", plural: "persistentvolumeclaims" }), {
    ...{ "count/persistentvolumeclaims": "1", persistentvolumeclaims: "1", "requests.storage": "1Gi" },
    "slow.storageclass.storage.k8s.io/requests.storage": "1Gi",
    "slow.storageclass.storage.k8s.io/persistentvolumeclaims": "1",
  });
  const notebooks = { group: "kubeflow.org", plural: "notebooks" };
  assertEquals(printed({ metadata: { name: "n" } }, notebooks), { "count/notebooks.kubeflow.org": "1" });
});

Deno.test("refuseByQuota() names the first quota that is exceeded, with what it is about alone", () => {
  const quotas = [quota("b", { pods: "1" }), quota("a", { "requests.cpu": "1", pods: "9" })];
  const taken = [usageOf(pod("x", [container("c", "800m")]), PODS)];
  const refuse = (cpu: string) => refuseByQuota(quotas, taken, pod("p", [container("c", cpu)]), undefined, PODS);
  assertEquals(
    refuse("0.3"),
    "exceeded quota: a, requested: requests.cpu=300m, used: requests.cpu=800m, limited: requests.cpu=1",
  );
  assertEquals(refuse("100m"), "exceeded quota: b, requested: pods=1, used: pods=1, limited: pods=1");
  const silent = pod("p", [{ name: "c" }]);
  assertEquals(
    refuseByQuota(quotas, [], silent, undefined, PODS),
    "failed quota: a: must specify requests.cpu for: c",
  );
  const scoped = [quota("s", { pods: "0" }, { scopes: ["BestEffort"] })];
  assertEquals(refuseByQuota(scoped, [], silent, undefined, PODS), undefined);
});

Deno.test("an update is weighed by what it takes more", () => {
  const claims = { group: "", plural: "persistentvolumeclaims" };
  const claim = (storage: string): UntypedObject => ({
    ...{ kind: "PersistentVolumeClaim", metadata: { name: "c" }, spec: { resources: { requests: { storage } } } },
  });
  const quotas = [quota("q", { "requests.storage": "3Gi" })];
  const taken = [usageOf(claim("2Gi"), claims)];
  assertEquals(refuseByQuota(quotas, taken, claim("3Gi"), claim("2Gi"), claims), undefined);
  assertEquals(refuseByQuota(quotas, taken, claim("4Gi"), claim("2Gi"), claims)?.slice(0, 18), "exceeded quota: q,");
  assertEquals(statusOfQuota(quotas[0], taken), {
    hard: { "requests.storage": "3Gi" },
    used: { "requests.storage": "2Gi" },
  });
});
