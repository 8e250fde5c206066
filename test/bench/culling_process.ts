/**
 * Runs the culler over many notebooks that are in memory and whose tools answer over real HTTP, and prints a line of JSON
 * for each round. A process of its own, run with `--v8-flags=--expose-gc`.
 */
import {
  CounterMemory,
  createAskTool,
  createStoreSubjects,
  cullingFileSchema,
  fillSettings,
  NO_CULLER_METRICS,
  runCuller,
} from "../../controller/culler/mod.ts";
import { CullingFindings } from "../../controller/tool/culling_findings.ts";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { examplePod } from "../../kube/explain/example_pod.ts";
import { createKubeClient, keyOf, type KubeObject, type Notebook, transportFromFetch } from "../../kube/mod.ts";
import { silentLog, systemClock } from "../../platform/mod.ts";
import { createSingleUseFetch } from "../../platform/single_use_fetch.ts";
import { hostOfTool } from "./culling_tools.ts";
import { cpuSecondsOf } from "./machine.ts";

/** What one round cost. */
export interface CullingRound {
  requests: number;
  mostInFlight: number;
  /** By verdict. */
  looks: Record<string, number>;
  /** Annotations written. */
  writes: number;
  cpuSeconds: number;
  /** At its end, garbage collected. */
  rssMegabytes: number;
  heapMegabytes: number;
  openFiles: number;
}

const NAMES = /^http:\/\/nb-(\d+)\.team\.svc\.bench(?::80)?\//;

async function measure(tools: number, port: number, periodSeconds: number, rounds: number): Promise<void> {
  const over = new AbortController();
  const world = new World(tools);
  const singleUse = createSingleUseFetch(over.signal);
  const asked = { requests: 0, inFlight: 0, mostInFlight: 0 };
  // Names that resolve, as the cluster's DNS would.
  const ask = (input: URL | RequestInfo, init?: RequestInit) => {
    asked.requests++;
    asked.mostInFlight = Math.max(asked.mostInFlight, ++asked.inFlight);
    const url = String(input).replace(NAMES, (_, index) => `http://${hostOfTool(Number(index))}:${port}/`);
    return singleUse(url, init).finally(() => asked.inFlight--);
  };
  // What rests for long is warned in the first round, and waits for its turn from then on: so many may go in a minute.
  const file = { enabled: true, idleTime: "1h", checkPeriod: `${periodSeconds}s`, grace: "1s", warning: "1s" };
  const settings = fillSettings(cullingFileSchema.parse(file));
  const findings = new CullingFindings();
  const client = createKubeClient(transportFromFetch(world.fetch));
  const looks: Record<string, number> = {};
  const finished = runCuller({
    ...{ client, clock: systemClock, log: silentLog, fetch, settings: () => settings },
    subjects: createStoreSubjects([{ kind: "Notebook", store: world, partsOf: (object) => world.partsOf(object) }]),
    onStatus: ({ name }, status) => void findings.take(name, status, world.get(`team/${name}`)!),
    askTool: createAskTool({ access: "dns", clusterDomain: "bench" }, { client, fetch: ask }),
    counters: new CounterMemory(3_600_000),
    metrics: { ...NO_CULLER_METRICS, checked: (_, verdict) => void (looks[verdict] = (looks[verdict] ?? 0) + 1) },
  }, over.signal);
  for (let round = 0; round < rounds; round++) {
    const [cpuBefore, writesBefore] = [cpuSecondsOf("self"), world.writes];
    for (const verdict of Object.keys(looks)) delete looks[verdict];
    Object.assign(asked, { requests: 0, mostInFlight: asked.inFlight });
    await systemClock.sleep(periodSeconds * 1_000, over.signal);
    const cpuSeconds = cpuSecondsOf("self") - cpuBefore;
    const { rss, heapUsed } = memoryWithoutGarbage();
    const found: CullingRound = {
      ...{ looks, writes: world.writes - writesBefore, cpuSeconds },
      ...{ requests: asked.requests, mostInFlight: asked.mostInFlight },
      ...{ rssMegabytes: rss / 1e6, heapMegabytes: heapUsed / 1e6 },
      openFiles: [...Deno.readDirSync("/proc/self/fd")].length,
    };
    console.log(JSON.stringify(found));
  }
  over.abort();
  await finished;
}

/** Notebooks that run, and an apiserver that takes their annotations. */
class World {
  readonly #notebooks = new Map<string, Notebook>();
  writes = 0;

  constructor(count: number) {
    for (let index = 0; index < count; index++) {
      const metadata = { name: `nb-${index}`, uid: `uid-${index}`, resourceVersion: "1" };
      this.#notebooks.set(`team/nb-${index}`, exampleNotebook({ metadata }));
    }
  }

  list(): Notebook[] {
    return [...this.#notebooks.values()];
  }

  get(key: string): Notebook | undefined {
    return this.#notebooks.get(key);
  }

  partsOf({ metadata: { namespace = "", name } }: KubeObject) {
    const ready = { conditions: [{ type: "Ready", status: "True" }] };
    const path = `/notebook/${namespace}/${name}/`;
    return {
      pod: examplePod({ metadata: { name: `${name}-0` }, status: ready }),
      container: name,
      tool: { service: { namespace, name, port: 80 }, routedPath: path, ownPath: path },
    };
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (request.method !== "PATCH") return Response.json({}, { status: 201 });
    this.writes++;
    const before = this.#notebooks.get(`team/${pathname.split("/").at(-1)}`)!;
    const { metadata: { annotations } } = await request.json();
    const metadata = { ...before.metadata, annotations: { ...before.metadata.annotations, ...annotations } };
    const after = { ...before, metadata };
    this.#notebooks.set(keyOf(after), after);
    return Response.json(after);
  };
}

function memoryWithoutGarbage(): Deno.MemoryUsage {
  const { gc } = globalThis as unknown as { gc: () => void };
  gc();
  gc();
  return Deno.memoryUsage();
}

if (import.meta.main) {
  const [tools, port, periodSeconds, rounds] = Deno.args.map(Number);
  await measure(tools, port, periodSeconds, rounds);
}
