import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  claim,
  claimsOf,
  eventsOf,
  notebook,
  notebooksOf,
  pod,
  podsOf,
  service,
  servicesOf,
  setsOf,
  statefulSet,
} from "../objects.ts";
import { type Answer, type ContractCase, type ContractTarget, eventually, ok, patch, send } from "../target.ts";

const quotasOf = ({ namespace }: ContractTarget) => `/api/v1/namespaces/${namespace}/resourcequotas`;
const rangesOf = ({ namespace }: ContractTarget) => `/api/v1/namespaces/${namespace}/limitranges`;

/** A quota that counts already. */
async function allow(cluster: ContractTarget, hard: Answer, name = "most", more: Answer = {}): Promise<void> {
  await ok(cluster, "POST", quotasOf(cluster), { metadata: { name }, spec: { hard, ...more } });
  const isCounting = ({ status }: Answer) => Object.keys(status?.used ?? {}).length === Object.keys(hard).length;
  await eventually(() => ok(cluster, "GET", `${quotasOf(cluster)}/${name}`), isCounting);
}

const usedOf = async (cluster: ContractTarget) => (await ok(cluster, "GET", `${quotasOf(cluster)}/most`)).status.used;

const podWith = (name: string, resources: Answer, ...others: Answer[]) =>
  pod(name, { containers: [{ name: "main", image: "example.org/nothing", resources }, ...others] });

/** Makes what a quota leaves room for: what it is and what is used reach admission a moment later. */
async function make(cluster: ContractTarget, path: string, body: Answer): Promise<void> {
  await eventually(() => send(cluster, "POST", path, body), ({ status }) => status === 201);
}

/** Asserts that something is refused in these words, once admission knows how much is used. */
async function refused(cluster: ContractTarget, path: string, body: Answer, words: string): Promise<void> {
  const isKnown = ({ status, body }: Answer) => status === 403 && !body.message.includes("status unknown for quota");
  await eventually(() => send(cluster, "POST", `${path}?dryRun=All`, body), isKnown);
  const { status, body: refusal } = await send(cluster, "POST", path, body);
  const collection = path.split("/").at(-1)!;
  assertEquals([status, refusal.reason], [403, "Forbidden"]);
  assertStringIncludes(refusal.message, `"${body.metadata.name}" is forbidden: ${words}`);
  assertEquals(refusal.details.kind, collection);
}

/** LimitRanges reach admission a moment later: waits until the namespace has its. */
async function limit(cluster: ContractTarget, ...limits: Answer[]): Promise<void> {
  await ok(cluster, "POST", rangesOf(cluster), { metadata: { name: "limits" }, spec: { limits } });
  const probe = podWith("probe", { limits: { cpu: "99", memory: "99Gi" } });
  const ask = () => send(cluster, "POST", `${podsOf(cluster)}?dryRun=All`, probe);
  await eventually(ask, ({ status }) => status === 403);
}

export const cases: ContractCase[] = [
  {
    name: "a quota on requests and limits wants every container to state them",
    async run(cluster) {
      await allow(cluster, { "requests.cpu": "1", "limits.memory": "1Gi", pods: "5" });
      const words = "failed quota: most: must specify limits.memory for: main,side; requests.cpu for: main";
      const side = { name: "side", image: "example.org/nothing", resources: { requests: { cpu: "1m" } } };
      await refused(cluster, podsOf(cluster), podWith("p", {}, side), words);
      await ok(cluster, "POST", podsOf(cluster), podWith("p", { limits: { cpu: "1", memory: "1Gi" } }));
    },
  },
  {
    name: "what exceeds a quota is refused with what was asked for, what is used and what is allowed",
    async run(cluster) {
      await allow(cluster, { "requests.cpu": "1", "requests.memory": "1Gi", pods: "9" });
      const first = podWith("first", { requests: { cpu: "0.6", memory: "512Mi" } });
      await make(cluster, podsOf(cluster), first);
      const words = "exceeded quota: most, requested: requests.cpu=600m,requests.memory=600Mi, " +
        "used: requests.cpu=600m,requests.memory=512Mi, limited: requests.cpu=1,requests.memory=1Gi";
      await refused(cluster, podsOf(cluster), podWith("second", { requests: { cpu: "600m", memory: "600Mi" } }), words);
      await ok(cluster, "POST", podsOf(cluster), podWith("third", { requests: { cpu: "400m", memory: "1Mi" } }));
      const used = { pods: "2", "requests.cpu": "1", "requests.memory": "513Mi" };
      await eventually(() => usedOf(cluster), (each) => JSON.stringify(each) === JSON.stringify(used));
    },
  },
  {
    name: "what ends or goes gives back what it used",
    async run(cluster) {
      await allow(cluster, { pods: "1" });
      await make(cluster, podsOf(cluster), pod("one"));
      await refused(
        cluster,
        podsOf(cluster),
        pod("two"),
        "exceeded quota: most, requested: pods=1, used: pods=1, limited: pods=1",
      );
      await patch(cluster, "merge", `${podsOf(cluster)}/one/status`, { status: { phase: "Succeeded" } });
      await eventually(() => usedOf(cluster), ({ pods }) => pods === "0");
      await make(cluster, podsOf(cluster), pod("two"));
      await ok(cluster, "DELETE", `${podsOf(cluster)}/two`, { gracePeriodSeconds: 0 });
      await eventually(() => usedOf(cluster), ({ pods }) => pods === "0");
      await make(cluster, podsOf(cluster), pod("three"));
    },
  },
  {
    name: "a dry run is weighed and takes nothing",
    async run(cluster) {
      await allow(cluster, { pods: "1" });
      for (const name of ["a", "b"]) await make(cluster, `${podsOf(cluster)}?dryRun=All`, pod(name));
      await ok(cluster, "POST", podsOf(cluster), pod("c"));
      assertEquals((await send(cluster, "POST", `${podsOf(cluster)}?dryRun=All`, pod("d"))).status, 403);
    },
  },
  {
    name: "claims are weighed by their storage, their number and their class",
    async run(cluster) {
      await allow(cluster, {
        ...{ "requests.storage": "3Gi", persistentvolumeclaims: "2" },
        "slow.storageclass.storage.k8s.io/requests.storage": "1Gi",
      });
      const sized = (name: string, storage: string, storageClassName = "none") => {
        const body = claim(name);
        Object.assign(body.spec, { storageClassName, resources: { requests: { storage } } });
        return body;
      };
      const words =
        "exceeded quota: most, requested: requests.storage=5Gi, used: requests.storage=0, limited: requests.storage=3Gi";
      await refused(cluster, claimsOf(cluster), sized("big", "5Gi"), words);
      const ofClass = "slow.storageclass.storage.k8s.io/requests.storage";
      const slow = `exceeded quota: most, requested: ${ofClass}=2Gi, used: ${ofClass}=0, limited: ${ofClass}=1Gi`;
      await refused(cluster, claimsOf(cluster), sized("slow", "2Gi", "slow"), slow);
      for (const name of ["a", "b"]) await ok(cluster, "POST", claimsOf(cluster), sized(name, "1Gi"));
      await refused(
        cluster,
        claimsOf(cluster),
        sized("third", "1Mi"),
        "exceeded quota: most, requested: persistentvolumeclaims=1",
      );
    },
  },
  {
    name: "a quota counts objects of any kind",
    async run(cluster) {
      await allow(cluster, {
        "count/services": "1",
        services: "1",
        "count/statefulsets.apps": "1",
        "count/notebooks.kubeflow.org": "1",
      });
      await make(cluster, servicesOf(cluster), service("a"));
      const both =
        "requested: count/services=1,services=1, used: count/services=1,services=1, limited: count/services=1,services=1";
      await refused(cluster, servicesOf(cluster), service("b"), `exceeded quota: most, ${both}`);
      for (
        const [path, objectOf, name] of [
          [setsOf(cluster), statefulSet, "count/statefulsets.apps"],
          [notebooksOf(cluster), notebook, "count/notebooks.kubeflow.org"],
        ] as const
      ) {
        await make(cluster, path, objectOf("a"));
        const words = `exceeded quota: most, requested: ${name}=1, used: ${name}=1, limited: ${name}=1`;
        await eventually(() => usedOf(cluster), (used) => used[name] === "1");
        await refused(cluster, path, objectOf("b"), words);
      }
    },
  },
  {
    name: "of several quotas the first that is exceeded is named",
    async run(cluster) {
      await allow(cluster, { pods: "5" });
      await allow(cluster, { pods: "0" }, "none");
      const words = "exceeded quota: none, requested: pods=1, used: pods=0, limited: pods=0";
      await refused(cluster, podsOf(cluster), pod("p"), words);
    },
  },
  {
    name: "a StatefulSet's Event says which quota keeps its pod away",
    async run(cluster) {
      await allow(cluster, { pods: "0" });
      await ok(cluster, "POST", setsOf(cluster), statefulSet("s", { replicas: 1 }));
      const words = 'pods "s-0" is forbidden: exceeded quota: most, requested: pods=1, used: pods=0, limited: pods=0';
      const event = await untilToldOf(cluster, `Create Pod s-0 in StatefulSet s failed error: ${words}`);
      assertEquals([event.type, event.involvedObject.kind], ["Warning", "StatefulSet"]);
    },
  },
  {
    name: "a quota that cannot be is refused",
    async run(cluster) {
      const ask = (amount: string) =>
        send(cluster, "POST", quotasOf(cluster), { metadata: { name: "odd" }, spec: { hard: { pods: amount } } });
      const negative = await ask("-1");
      const words =
        'ResourceQuota "odd" is invalid: spec.hard[pods]: Invalid value: "-1": must be greater than or equal to 0';
      assertEquals([negative.status, negative.body.message], [422, words]);
      const odd = await ask("some");
      assertEquals([odd.status, odd.body.reason], [400, "BadRequest"]);
      assertStringIncludes(odd.body.message, "quantities must match the regular expression");
    },
  },
  {
    name: "a LimitRange gives requests and limits to containers that state none, and says so",
    async run(cluster) {
      await limit(cluster, {
        ...{ type: "Container", max: { memory: "2Gi" } },
        ...{ default: { cpu: "500m", memory: "512Mi" }, defaultRequest: { cpu: "100m" } },
      });
      const made = async (name: string, resources: Answer) => {
        const { spec, metadata } = await ok(cluster, "POST", podsOf(cluster), podWith(name, resources));
        return [spec.containers[0].resources, metadata.annotations?.["kubernetes.io/limit-ranger"]];
      };
      assertEquals(await made("none", {}), [
        { limits: { cpu: "500m", memory: "512Mi" }, requests: { cpu: "100m", memory: "512Mi" } },
        "LimitRanger plugin set: cpu, memory request for container main; cpu, memory limit for container main",
      ]);
      assertEquals(await made("limits", { limits: { cpu: "200m", memory: "1Gi" } }), [
        { limits: { cpu: "200m", memory: "1Gi" }, requests: { cpu: "200m", memory: "1Gi" } },
        undefined,
      ]);
      assertEquals(await made("requests", { requests: { cpu: "200m" } }), [
        { limits: { cpu: "500m", memory: "512Mi" }, requests: { cpu: "200m", memory: "512Mi" } },
        "LimitRanger plugin set: memory request for container main; cpu, memory limit for container main",
      ]);
    },
  },
  {
    name: "a LimitRange's own defaults follow from its bounds",
    async run(cluster) {
      const limits = [{ type: "Container", max: { cpu: "2" }, min: { cpu: "50m", memory: "1Mi" } }];
      const made = await ok(cluster, "POST", rangesOf(cluster), { metadata: { name: "bounds" }, spec: { limits } });
      assertEquals(made.spec.limits[0].default, { cpu: "2" });
      assertEquals(made.spec.limits[0].defaultRequest, { cpu: "2", memory: "1Mi" });
    },
  },
  {
    name: "what is outside the bounds of a LimitRange is refused with all that is wrong",
    async run(cluster) {
      await limit(cluster, { type: "Container", min: { cpu: "50m" }, max: { cpu: "1", memory: "1Gi" } }, {
        ...{ type: "Pod", max: { cpu: "1500m" } },
      });
      const limits = (cpu: string) => ({ limits: { cpu, memory: "1Gi" } });
      const most = "maximum cpu usage per Container is 1, but limit is 2";
      await refused(cluster, podsOf(cluster), podWith("p", limits("2")), `[${most}, `);
      const least = "minimum cpu usage per Container is 50m, but request is 10m";
      await refused(cluster, podsOf(cluster), podWith("p", { ...limits("1"), requests: { cpu: "10m" } }), least);
      const second = { name: "side", image: "example.org/nothing", resources: limits("1") };
      const together = "maximum cpu usage per Pod is 1500m, but limit is 2";
      await refused(cluster, podsOf(cluster), podWith("p", limits("1"), second), together);
      await ok(cluster, "POST", podsOf(cluster), podWith("p", limits("1")));
    },
  },
  {
    name: "a LimitRange bounds the storage of a claim",
    async run(cluster) {
      const bounds = { type: "PersistentVolumeClaim", min: { storage: "1Gi" }, max: { storage: "10Gi" } };
      await limit(cluster, bounds, { type: "Container", max: { cpu: "9" } });
      const sized = (storage: string) => {
        const body = claim("c");
        body.spec.resources.requests.storage = storage;
        return body;
      };
      const usage = "storage usage per PersistentVolumeClaim is";
      await refused(cluster, claimsOf(cluster), sized("1Mi"), `minimum ${usage} 1Gi, but request is 1Mi`);
      await refused(cluster, claimsOf(cluster), sized("11Gi"), `maximum ${usage} 10Gi, but request is 11Gi`);
      await ok(cluster, "POST", claimsOf(cluster), sized("1Gi"));
    },
  },
  {
    name: "a StatefulSet's Event says which LimitRange keeps its pod away",
    async run(cluster) {
      await limit(cluster, { type: "Container", max: { cpu: "1" } });
      const container = { resources: { limits: { cpu: "2" } } };
      await ok(cluster, "POST", setsOf(cluster), statefulSet("s", { replicas: 1 }, container));
      await untilToldOf(cluster, 'pods "s-0" is forbidden: maximum cpu usage per Container is 1, but limit is 2');
    },
  },
  {
    name: "a quota with scopes counts those pods alone",
    realOnly: "quotas have no scopes, and LimitRanges no ratios",
    async run(cluster) {
      await allow(cluster, { pods: "0" }, "most", { scopes: ["BestEffort"] });
      const words = "exceeded quota: most, requested: pods=1, used: pods=0, limited: pods=0";
      await refused(cluster, podsOf(cluster), podWith("effort", {}), words);
      await ok(cluster, "POST", podsOf(cluster), podWith("sure", { requests: { cpu: "1m" } }));
    },
  },
  {
    name: "a LimitRange bounds how far a limit may be above its request",
    realOnly: "quotas have no scopes, and LimitRanges no ratios",
    async run(cluster) {
      await limit(cluster, { type: "Container", max: { cpu: "9" }, maxLimitRequestRatio: { cpu: "2" } });
      const body = podWith("p", { requests: { cpu: "100m" }, limits: { cpu: "1" } });
      await refused(cluster, podsOf(cluster), body, "cpu max limit to request ratio per Container is 2");
    },
  },
];

/** The Event that says in these words why a pod was not made. */
async function untilToldOf(cluster: ContractTarget, words: string): Promise<Answer> {
  const ask = async () => (await ok(cluster, "GET", `${eventsOf(cluster)}?fieldSelector=reason%3DFailedCreate`)).items;
  const isOf = ({ message }: Answer) => message.includes(words);
  return (await eventually(ask, (items) => items.some(isOf))).find(isOf);
}
