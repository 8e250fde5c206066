/** Effect: writes Kubernetes Events; one that says the same again is counted up instead of written anew. */
import { type Clock, systemClock } from "../../platform/clock.ts";
import { type Log, silentLog } from "../../platform/log.ts";
import { EVENTS } from "../../kube/builtins.ts";
import type { KubeClient } from "../../kube/client.ts";
import type { KubeObject } from "../../kube/object.ts";

/** Writes an Event about an object; never throws, since nobody's work may fail for it. */
export type RecordEvent = (about: KubeObject, type: "Normal" | "Warning", reason: string, message: string) => void;

/** Makes the recorder of one `component` (`default-scheduler`, `kubelet`, …); events keep their order. */
export function createEventRecorder(
  client: KubeClient,
  component: string,
  signal: AbortSignal,
  { clock = systemClock as Clock, log = silentLog as Log, host = "" } = {},
): RecordEvent {
  const known = new Map<string, { name: string; count: number }>();
  let chain = Promise.resolve();
  const write = async (about: KubeObject, type: string, reason: string, message: string, at: string) => {
    const key = [about.metadata.uid, reason, message].join("\n");
    const { namespace = "default" } = about.metadata;
    const before = known.get(key);
    if (before) {
      const patch = { count: ++before.count, lastTimestamp: at };
      await client.patch(EVENTS, { namespace, name: before.name }, patch, { type: "merge", signal });
      return;
    }
    const unique = (Date.parse(at) * 1_000 + known.size % 1_000).toString(16);
    const metadata = { namespace, name: `${about.metadata.name}.${unique}${component.length.toString(16)}` };
    const source = { component, ...(host ? { host } : {}) };
    const times = { firstTimestamp: at, lastTimestamp: at, count: 1 };
    const told = { involvedObject: referenceTo(about), reason, message, type, source, ...times };
    const reporting = { reportingComponent: component, reportingInstance: host };
    await client.create(EVENTS, { metadata, ...told, ...reporting }, { signal });
    if (known.size > 1_000) known.clear();
    known.set(key, { name: metadata.name, count: 1 });
  };
  return (about, type, reason, message) => {
    const at = toTimestamp(clock.now());
    chain = chain.then(() => signal.aborted ? undefined : write(about, type, reason, message, at)).catch((error) => {
      if (!signal.aborted) log.debug("Cannot record an event", { reason, object: about.metadata.name, error });
    });
  };
}

/** An instant as Kubernetes writes it: RFC 3339 in whole seconds. */
export function toTimestamp(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, "Z");
}

function referenceTo({ apiVersion, kind, metadata: { namespace, name, uid, resourceVersion } }: KubeObject) {
  return { apiVersion, kind, namespace, name, uid, resourceVersion };
}
