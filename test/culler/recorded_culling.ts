import { type CullingStatus, type KubeClient, type KubeObject, type ResourceType } from "../../kube/mod.ts";

/** What statuses have said about idleness; disposing of it ends the recording. */
export interface RecordedCulling extends AsyncDisposable {
  /** What stood in the status of one at an instant and later, in ms since 1970. */
  since(name: string, at: number): CullingStatus[];
}

/** Records what the statuses of a namespace's objects say, as a watch brings it. */
export function recordCulling(client: KubeClient, type: ResourceType, namespace: string): RecordedCulling {
  const over = new AbortController();
  const said: { name: string; at: number; status: CullingStatus }[] = [];
  const watching = (async () => {
    for await (const { object } of client.watch(type, { namespace }, over.signal)) {
      const status = (object as KubeObject & { status?: { culling?: CullingStatus } }).status?.culling;
      if (status) said.push({ name: object.metadata.name, at: Date.now(), status });
    }
  })().catch(() => {});
  return {
    since(name, at) {
      const own = said.filter((each) => each.name === name);
      // A status that was written before still stood.
      const standing = own.findLast((each) => each.at < at);
      return [...(standing ? [standing] : []), ...own.filter((each) => each.at >= at)].map((each) => each.status);
    },
    async [Symbol.asyncDispose]() {
      over.abort();
      await watching;
    },
  };
}
