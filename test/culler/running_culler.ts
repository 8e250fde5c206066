import {
  CounterMemory,
  createAskTool,
  createStoreSubjects,
  type CullingFile,
  cullingFileSchema,
  fillSettings,
  runCuller,
} from "../../controller/culler/mod.ts";
import { NO_CULLER_METRICS } from "../../controller/culler/culler_metrics.ts";
import {
  type CullingStatus,
  keyOf,
  type KubeClient,
  type KubeObject,
  NOTEBOOKS,
  type Pod,
  PODS,
  startReflector,
  TENSORBOARDS,
} from "../../kube/mod.ts";
import { createLog, systemClock } from "../../platform/mod.ts";

/** What a culler under test has found, in order. */
export interface Look {
  name: string;
  at: number;
  status: CullingStatus;
}

/** A culler over the real objects of a cluster; disposing of it ends it. */
export interface CullerUnderTest extends AsyncDisposable {
  readonly looks: Look[];
  /** What was found of one since an instant, in ms since 1970. */
  since(name: string, at: number): CullingStatus[];
}

/** As an admin's file has it. */
type File = Parameters<typeof cullingFileSchema.parse>[0] & Partial<Record<keyof CullingFile, unknown>>;

/** Starts a culler that watches the cluster's notebooks, Tensorboards and pods, and asks tools through the gateway. */
export async function startCuller(client: KubeClient, gatewayUrl: string, file: File): Promise<CullerUnderTest> {
  const over = new AbortController();
  const log = createLog({ level: "warn", format: "text" });
  const options = { clock: systemClock, log };
  const notebooks = startReflector(client, NOTEBOOKS, options, over.signal);
  const tensorboards = startReflector(client, TENSORBOARDS, options, over.signal);
  const pods = startReflector(client, PODS, options, over.signal);
  await Promise.all([notebooks, tensorboards, pods].map((each) => each.ready(over.signal)));
  const podOfSet = (object: KubeObject): Pod | undefined => pods.get(`${keyOf(object)}-0`);
  const podOfApp = ({ metadata: { namespace, name } }: KubeObject) =>
    pods.list().find((pod) => pod.metadata.namespace === namespace && pod.metadata.labels?.app === name);
  const partsOf = ({ metadata: { namespace = "", name } }: KubeObject, pod: Pod | undefined, prefix: string) => {
    const routedPath = `${prefix}${namespace}/${name}/`;
    return { container: name, pod, tool: { service: { namespace, name, port: 80 }, routedPath, ownPath: routedPath } };
  };
  const looks: Look[] = [];
  const settings = fillSettings(cullingFileSchema.parse({ enabled: true, ...file }));
  const way = { access: "gateway", toolOrigin: gatewayUrl, clusterDomain: "cluster.local" } as const;
  const finished = runCuller({
    client,
    subjects: createStoreSubjects([
      { kind: "Notebook", store: notebooks, partsOf: (each) => partsOf(each, podOfSet(each), "/notebook/") },
      { kind: "Tensorboard", store: tensorboards, partsOf: (each) => partsOf(each, podOfApp(each), "/tensorboard/") },
    ]),
    settings: () => settings,
    onStatus: ({ name }, status) => looks.push({ name, at: Date.now(), status }),
    askTool: createAskTool(way, { client, fetch }),
    fetch,
    counters: new CounterMemory(60_000),
    metrics: NO_CULLER_METRICS,
    ...options,
  }, over.signal);
  return {
    looks,
    since: (name, at) => looks.filter((look) => look.name === name && look.at >= at).map((look) => look.status),
    async [Symbol.asyncDispose]() {
      over.abort();
      await Promise.all([finished, notebooks.finished, tensorboards.finished, pods.finished]);
    },
  };
}
