/** A sandbox apiserver in this process with the built-in controllers, for tests of our controller against it. */
import { parseAll } from "@std/yaml";
import { type ControllerConfig, run as runController } from "../../controller/mod.ts";
import {
  createKubeClient,
  type KubeClient,
  type KubeObject,
  NODES,
  type Pod,
  PODS,
  transportFromFetch,
} from "../../kube/mod.ts";
import { silentLog, systemClock } from "../../platform/mod.ts";
import { createApiserver, type Identity } from "../../sandbox/apiserver/mod.ts";
import { run as runControllers } from "../../sandbox/controllers/run.ts";

const ROOT = new URL("../../", import.meta.url);
const ADMIN: Identity = { name: "admin", groups: ["system:masters", "system:authenticated"] };
const CONTROLLER: Identity = {
  name: "system:serviceaccount:atelier:atelier-controller",
  groups: ["system:serviceaccounts", "system:serviceaccounts:atelier", "system:authenticated"],
};

/** A running cluster; disposing of it ends everything. */
export interface TestCluster extends AsyncDisposable {
  /** Of an administrator. */
  readonly client: KubeClient;
  /** What our controller has asked of the apiserver, as `GET /path`. */
  readonly requests: string[];
  /** What tools were asked. */
  readonly probes: string[];
  /** The HTTP status that tools answer; undefined: they cannot be reached. */
  toolStatus: number | undefined;
  /** Where our controller finds what the admin decided about idle things; undefined: it does not look. */
  culling?: ControllerConfig["culling"];
  /** Starts our controller, one that stands for election where it has an identity; the function ends it and waits. */
  startController(identity?: string): Promise<() => Promise<void>>;
}

/** Starts a cluster with a node but nobody who runs pods: see `runPod`. */
export async function startCluster({ withRoutes = true } = {}): Promise<TestCluster> {
  const over = new AbortController();
  const crdDirs = withRoutes ? ["crds", "sandbox/crds"] : ["crds"];
  const api = createApiserver({
    document: JSON.parse(await Deno.readTextFile(new URL("kube/openapi/kubernetes.json", ROOT))),
    definitions: crdDirs.flatMap(readTexts).map((text) => ({ text, parse: () => parseAll(text) as never[] })),
    seeds: ["deploy/base/access", "deploy/dev"].flatMap(readTexts).flatMap((text) => parseAll(text) as never[]).filter(
      Boolean,
    ),
  });
  const requests: string[] = [];
  const clientOf = (identity: Identity, log?: string[]) =>
    createKubeClient(transportFromFetch((request) => {
      log?.push(`${request.method} ${new URL(request.url).pathname}`);
      return api.fetch(request, identity);
    }));
  const client = clientOf(ADMIN);
  await client.create(NODES, exampleNode() as never);
  const stateDir = await Deno.makeTempDir();
  const builtIn = await runControllers({ client, stateDir, clock: systemClock, log: silentLog }, over.signal);
  const running: (() => Promise<void>)[] = [];
  const cluster: TestCluster = {
    client,
    requests,
    probes: [],
    toolStatus: 200,
    async startController(identity) {
      const own = new AbortController();
      const controller = await runController({
        client: clientOf(CONTROLLER, requests),
        ...(identity ? { election: { namespace: "atelier", identity } } : {}),
        culling: cluster.culling,
        toolAccess: "gateway",
        toolOrigin: "http://gateway.test",
        fetch: (input) => {
          cluster.probes.push(new URL(input.toString()).pathname);
          if (cluster.toolStatus === undefined) return Promise.reject(new TypeError("Cannot connect: refused."));
          return Promise.resolve(new Response("", { status: cluster.toolStatus }));
        },
      }, own.signal);
      const stop = async () => {
        own.abort();
        await controller.finished;
      };
      running.push(stop);
      return stop;
    },
    async [Symbol.asyncDispose]() {
      for (const stop of running) await stop();
      over.abort();
      await builtIn.finished;
      api.close();
      await Deno.remove(stateDir, { recursive: true });
    },
  };
  return cluster;
}

function readTexts(dir: string): string[] {
  const names = [...Deno.readDirSync(new URL(dir, ROOT))].map((each) => each.name).filter((name) =>
    name.endsWith(".yaml")
  );
  return names.sort().map((name) => Deno.readTextFileSync(new URL(`${dir}/${name}`, ROOT)));
}

function exampleNode(): KubeObject & Record<string, unknown> {
  return {
    metadata: { name: "n1" },
    status: {
      allocatable: { cpu: "8", memory: "16Gi", pods: "100" },
      capacity: { cpu: "8", memory: "16Gi", pods: "100" },
      conditions: [{ type: "Ready", status: "True" }],
    },
  };
}

/** Says of a pod what a kubelet would once all its containers run. */
export async function runPod(client: KubeClient, pod: Pod, startedAt = new Date()): Promise<void> {
  const instant = startedAt.toISOString().replace(/\.\d+Z$/, "Z");
  const condition = (type: string) => ({ type, status: "True", lastTransitionTime: instant });
  const status = {
    phase: "Running",
    podIP: "127.1.0.1",
    conditions: ["PodScheduled", "Initialized", "ContainersReady", "Ready"].map(condition),
    containerStatuses: pod.spec!.containers.map(({ name, image = "" }) => ({
      name,
      image,
      imageID: "",
      ready: true,
      restartCount: 0,
      state: { running: { startedAt: instant } },
      lastState: {},
    })),
  };
  await patchPodStatus(client, pod, status);
}

/** Writes a pod's status as a node would. */
export async function patchPodStatus(client: KubeClient, { metadata }: Pod, status: unknown): Promise<void> {
  const { namespace, name } = metadata;
  await client.patch(PODS, { namespace, name }, { status }, { type: "merge", subresource: "status" });
}

/** Polls until `look` gives something; fails after `limitMs` (5 s), saying what was awaited. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  limitMs = 5_000,
): Promise<T> {
  const until = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > until) throw new Error(`Cannot see ${what}: not within ${limitMs / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
