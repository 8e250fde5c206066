/** Effect: runs the culler over our kinds, and has the status of each object say what was found of it. */
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { KubeClient, WorkQueue } from "../kube/mod.ts";
import {
  CounterMemory,
  createAskTool,
  createStoreSubjects,
  type CullerMetrics,
  type FollowedCulling,
  NO_CULLER_METRICS,
  runCuller,
} from "./culler/mod.ts";
import type { ControllerSettings } from "./settings.ts";
import type { CullingFindings } from "./tool/culling_findings.ts";
import { cullingSources } from "./tool/culling_sources.ts";
import type { ToolKind } from "./tool/tool_kind.ts";
import type { ToolStores } from "./tool/tool_stores.ts";

/** What the admin decided, and who counts. */
export interface Culling {
  readonly followed: FollowedCulling;
  readonly metrics?: CullerMetrics;
  readonly fetch: typeof globalThis.fetch;
}

/** What a term of culling works with. */
export interface CullIdleParts {
  readonly client: KubeClient;
  readonly kinds: ReadonlyMap<string, ToolKind>;
  readonly stores: ToolStores;
  readonly settings: ControllerSettings;
  readonly culling: Culling;
  readonly findings: CullingFindings;
  readonly queue: Pick<WorkQueue, "add">;
  readonly clock: Clock;
  readonly log: Log;
}

/** A gateway's counter that nobody asked for in this time is forgotten. */
const COUNTERS_KEPT_MS = 3_600_000;

/** Looks and stops until the term ends. Commands run in pods only where the admin's file and a role allow it. */
export function cullIdle(parts: CullIdleParts, term: AbortSignal): Promise<void> {
  const { client, kinds, stores, settings, findings, queue, clock, log } = parts;
  const { followed, metrics = NO_CULLER_METRICS, fetch } = parts.culling;
  const plurals = new Map([...kinds].map(([plural, { type }]) => [type.kind, plural]));
  return runCuller({
    ...{ client, clock, log, metrics, fetch },
    subjects: createStoreSubjects(cullingSources(kinds, stores)),
    settings: () => followed.current(),
    askTool: createAskTool({ ...settings, access: settings.toolAccess }, { client, fetch }),
    exec: ({ namespace, pod: name, container }, command, options) =>
      client.exec({ namespace, name }, command, { container, ...options }),
    counters: new CounterMemory(COUNTERS_KEPT_MS),
    salt: Math.floor(Math.random() * 2 ** 31),
    onStatus({ kind, namespace, name, uid }, status) {
      const plural = plurals.get(kind)!;
      const object = stores.objects.get(plural)!.get(`${namespace}/${name}`);
      const key = `${plural}/${namespace}/${name}`;
      if (object?.metadata.uid === uid && findings.take(key, status, object)) queue.add(key);
    },
  }, term);
}
