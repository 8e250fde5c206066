import {
  isAlreadyExists,
  isNotFound,
  type KubeClient,
  NOTEBOOKS,
  PERSISTENT_VOLUME_CLAIMS,
  STOPPED_ANNOTATION,
} from "../../kube/mod.ts";
import { GraphqlApi } from "../e2e/graphql.ts";
import { sleep } from "../e2e/wait_for.ts";
import { applyOperation, drawOperation, type Model, type Operation } from "./model.ts";
import { TOOL_IMAGE } from "./tool_image.ts";

/** Where the random client works. */
export interface ClientPlace {
  namespace: string;
  /** Of an administrator. */
  kube: KubeClient;
  /** Of the page. */
  apiUrl: string;
  /** Of the gateway. */
  toolOrigin: string;
}

const ERRORS = "errors { __typename ... on UserError { code message } }";
const CREATE =
  `mutation ($input: CreateNotebookInput!) { createNotebook(input: $input) { notebook { name } ${ERRORS} } }`;
const ACTIONS = {
  stop: `mutation ($input: ActionInput!) { done: stopNotebooks(input: $input) { results { ${ERRORS} } } }`,
  start: `mutation ($input: ActionInput!) { done: startNotebooks(input: $input) { results { ${ERRORS} } } }`,
  delete: `mutation ($input: DeleteNotebooksInput!) { done: deleteNotebooks(input: $input) { results { ${ERRORS} } } }`,
};
/** How long a write waits for its tool to start. */
const START_MS = 15_000;
/** Longest that an operation is tried before the test fails: far above the longest outage. */
const PATIENCE_MS = 90_000;

/**
 * Does what `random` draws, `workers` things at once, until the signal aborts; each thing is tried until it is known
 * whether it was done, as a patient user would. Answers how many of each kind were done.
 */
export async function runRandomClient(
  place: ClientPlace,
  model: Model,
  { random, workers, maxLive }: { random: () => number; workers: number; maxLive: number },
  signal: AbortSignal,
): Promise<Record<string, number>> {
  const busy = new Set<string>();
  const done: Record<string, number> = {};
  let count = 0;
  const work = async () => {
    while (!signal.aborted) {
      const operation = drawOperation(model, { random, busy, count: count++, maxLive });
      if (operation) {
        busy.add(operation.name);
        const isDone = await perform(place, operation);
        if (isDone) applyOperation(model, operation);
        busy.delete(operation.name);
        const name = `${operation.kind}${isDone ? "" : " (not possible)"}`;
        done[name] = (done[name] ?? 0) + 1;
      }
      await sleep(100 + random() * 400);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return done;
}

/** Whether it was done; a write to a tool that does not run yet is not. Rejects when it stays unknown for too long. */
async function perform(place: ClientPlace, operation: Operation): Promise<boolean> {
  if (operation.kind === "write") return await write(place, operation);
  const token = crypto.randomUUID();
  const end = performance.now() + PATIENCE_MS;
  for (let attempt = 0;; attempt++) {
    try {
      if (operation.by === "api") await byApi(place, operation, token, attempt > 0);
      else await byKubectl(place, operation);
      return true;
    } catch (error) {
      if (performance.now() > end) throw new Error(`Cannot ${operation.kind} ${operation.name}`, { cause: error });
      await sleep(200 + Math.random() * 300);
    }
  }
}

async function byApi(place: ClientPlace, operation: Operation, clientToken: string, isAgain: boolean): Promise<void> {
  const { kind, name } = operation;
  if (kind === "write") return;
  const at = { namespace: place.namespace, name };
  const input = kind === "create"
    ? { ...at, spec: { image: TOOL_IMAGE }, clientToken }
    : { targets: [{ at }], ...(kind === "delete" ? { volumes: "KEEP" } : {}) };
  const document = kind === "create" ? CREATE : ACTIONS[kind];
  const { data, errors } = await new GraphqlApi(place.apiUrl).ask(document, { input }, { user: "alice" });
  if (errors) throw new Error(JSON.stringify(errors));
  const told = kind === "create" ? data.createNotebook.errors : data.done.results[0].errors;
  const isGone = kind === "delete" && isAgain && told[0]?.__typename?.includes("NotFound");
  if (told.length > 0 && !isGone) throw new Error(JSON.stringify(told));
}

async function byKubectl({ kube, namespace }: ClientPlace, { kind, name }: Operation): Promise<void> {
  const key = { namespace, name };
  if (kind === "create") {
    await kube.create(PERSISTENT_VOLUME_CLAIMS, claim(namespace, name)).catch(unless(isAlreadyExists));
    await kube.create(NOTEBOOKS, notebook(namespace, name)).catch(unless(isAlreadyExists));
  } else if (kind === "delete") {
    await kube.delete(NOTEBOOKS, key, { propagationPolicy: "Foreground" }).catch(unless(isNotFound));
  } else {
    const value = kind === "stop" ? new Date().toISOString() : null;
    const patch = { metadata: { annotations: { [STOPPED_ANNOTATION]: value } } };
    await kube.patch(NOTEBOOKS, key, patch, { type: "merge", fieldManager: "kubectl-annotate" });
  }
}

const unless = (isFine: (error: unknown) => boolean) => (error: unknown) => {
  if (!isFine(error)) throw error;
};

async function write(place: ClientPlace, { name, file, content }: Operation & { kind: "write" }): Promise<boolean> {
  const url = `${place.toolOrigin}/notebook/${place.namespace}/${name}/${file}`;
  for (const end = performance.now() + START_MS; performance.now() < end; await sleep(250)) {
    const init = { method: "PUT", body: content, signal: AbortSignal.timeout(10_000) };
    const response = await fetch(url, init).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.status === 204) return true;
  }
  return false;
}

function claim(namespace: string, name: string) {
  const spec = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
  return { metadata: { namespace, name: `${name}-workspace` }, spec };
}

function notebook(namespace: string, name: string) {
  const volumeMounts = [{ name: "workspace", mountPath: "/home/jovyan" }];
  const volumes = [{ name: "workspace", persistentVolumeClaim: { claimName: `${name}-workspace` } }];
  const containers = [{ name, image: TOOL_IMAGE, volumeMounts }];
  return { metadata: { namespace, name }, spec: { template: { spec: { containers, volumes } } } };
}
