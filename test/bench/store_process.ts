/**
 * Fills a store by a watch of 10,000 pods and prints as JSON what that costs. A process of its own, run with
 * `--v8-flags=--expose-gc`, so that nothing else is in the memory that is measured.
 */
import {
  createKubeClient,
  INITIAL_EVENTS_END_ANNOTATION,
  PODS,
  startReflector,
  transportFromFetch,
  withoutManagedFields,
} from "../../kube/mod.ts";
import { examplePodJson } from "./example_pods.ts";

/** What one process found. */
export interface StoreFigures {
  objects: number;
  /** Of one object as the apiserver tells it. */
  jsonBytes: number;
  /** Growth of the heap, garbage collected. */
  heapMegabytes: number;
  /** Growth of the resident memory, garbage collected; what the heap once needed for parsing is in it. */
  rssMegabytes: number;
  /** Changes of objects that are known, from bytes to what listeners are told. */
  eventsPerSecond: number;
}

const OBJECTS = 10_000;
/** The changes' versions begin here, above those of the list. */
const LATER = 10_000_000;

async function measure(): Promise<StoreFigures> {
  const server = new PodServer();
  const over = new AbortController();
  const client = createKubeClient(transportFromFetch(server.fetch));
  const before = memoryWithoutGarbage();
  const store = startReflector(client, PODS, { trim: withoutManagedFields }, over.signal);
  await store.ready();
  const after = memoryWithoutGarbage();
  let told = 0;
  store.subscribe(() => told++);
  const frames = [...framesOf("MODIFIED", LATER)];
  const startedAt = performance.now();
  await server.send(frames);
  await store.reached(String(versionOf(OBJECTS - 1, LATER)));
  const seconds = (performance.now() - startedAt) / 1_000;
  if (store.size !== OBJECTS || told !== OBJECTS) {
    throw new Error(`Cannot measure: ${store.size} pods, ${told} changes`);
  }
  over.abort();
  await store.finished;
  return {
    objects: OBJECTS,
    jsonBytes: examplePodJson(OBJECTS / 2).length,
    heapMegabytes: (after.heapUsed - before.heapUsed) / 1e6,
    rssMegabytes: (after.rss - before.rss) / 1e6,
    eventsPerSecond: OBJECTS / seconds,
  };
}

/** Streams the initial list, made as it is read, and then what it is told to send. */
class PodServer {
  readonly #stream = new TransformStream<Uint8Array, Uint8Array>();

  readonly fetch = (): Promise<Response> => {
    void this.#sendList();
    return Promise.resolve(new Response(this.#stream.readable));
  };

  /** Resolves when all has been read. */
  async send(frames: Iterable<Uint8Array>): Promise<void> {
    const writer = this.#stream.writable.getWriter();
    for (const frame of frames) await writer.write(frame);
    writer.releaseLock();
  }

  async #sendList(): Promise<void> {
    await this.send(framesOf("ADDED", 0));
    const annotations = { [INITIAL_EVENTS_END_ANNOTATION]: "true" };
    const metadata = { name: "", resourceVersion: String(LATER - 1), annotations };
    await this.send([encode({ type: "BOOKMARK", object: { kind: "Pod", apiVersion: "v1", metadata } })]);
  }
}

const versionOf = (index: number, from: number) => from + index * 13;

/** A frame for each pod, made when it is read. */
function* framesOf(type: string, from: number): Generator<Uint8Array> {
  for (let index = 0; index < OBJECTS; index++) {
    const object = JSON.parse(examplePodJson(index));
    object.metadata.resourceVersion = String(versionOf(index, from));
    yield encode({ type, object });
  }
}

function encode(frame: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(frame)}\n`);
}

function memoryWithoutGarbage(): Deno.MemoryUsage {
  const { gc } = globalThis as unknown as { gc: () => void };
  gc();
  gc();
  return Deno.memoryUsage();
}

if (import.meta.main) console.log(JSON.stringify(await measure()));
