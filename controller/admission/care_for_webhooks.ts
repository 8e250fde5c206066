/** Effect: tells of webhooks that nobody serves, and removes Kubeflow's where our rights allow it. */
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { toInstant } from "../../kube/explain/mod.ts";
import {
  ApiError,
  apiVersionOf,
  type CoreEvent,
  isConflict,
  isNotFound,
  type KubeClient,
  stableHash,
} from "../../kube/mod.ts";
import { linkAbort } from "../../kube/linked_abort.ts";
import type { EventTeller } from "../events/event_teller.ts";
import { CONTROLLER } from "../settings.ts";
import { isFormersConfiguration, unservedWords } from "./needed_webhooks.ts";
import type { UnservedWebhook, WatchedWebhooks } from "./watched_webhooks.ts";

/** What caring works with. */
export interface WebhookCareParts {
  readonly client: KubeClient;
  readonly webhooks: WatchedWebhooks;
  readonly teller: Pick<EventTeller, "tell">;
  readonly clock: Clock;
  readonly log: Log;
  /** How long nobody has to answer before a configuration is removed; 30 s. */
  readonly removeAfterMs?: number;
}

/** After a failure it is tried again in this time. */
const RETRY_MS = 60_000;
/** Events of what is in no namespace. */
const EVENTS_NAMESPACE = "default";

/** Does so until the term ends; only a leader does. */
export async function careForWebhooks(parts: WebhookCareParts, term: AbortSignal): Promise<void> {
  const care = new WebhookCare(parts);
  while (!term.aborted) {
    const { controller: changed, unlink } = linkAbort(term);
    const unsubscribe = parts.webhooks.subscribe(() => changed.abort());
    const nextMs = await care.tend(term);
    await parts.clock.sleep(nextMs, changed.signal).catch(() => {});
    unsubscribe();
    unlink();
  }
}

class WebhookCare {
  readonly #parts: WebhookCareParts;
  #told: ReadonlySet<string> = new Set();
  /** When to try again, by the UID of what could not be removed. */
  readonly #retryAtMs = new Map<string, number>();

  constructor(parts: WebhookCareParts) {
    this.#parts = parts;
  }

  /** Tells what is new, removes what may be removed by now, and answers in how many milliseconds there is more to do. */
  async tend(term: AbortSignal): Promise<number> {
    const { webhooks, clock, removeAfterMs = 30_000 } = this.#parts;
    const unserved = webhooks.unserved();
    for (const each of unserved) if (!this.#told.has(identify(each))) this.#tell(each);
    this.#told = new Set(unserved.map(identify));
    let next = Infinity;
    for (const { configuration: { metadata: { uid = "" } } } of unserved) {
      // Several webhooks of one configuration go together.
      const own = unserved.filter((each) => each.configuration.metadata.uid === uid);
      if (!isFormersConfiguration(own[0].configuration)) continue;
      const dueMs = Math.max(own[0].sinceMs + removeAfterMs, this.#retryAtMs.get(uid) ?? 0);
      if (dueMs <= clock.now().getTime()) await this.#remove(own[0], term);
      next = Math.min(next, Math.max(dueMs, this.#retryAtMs.get(uid) ?? 0) - clock.now().getTime());
    }
    return Math.min(Math.max(next, 0), 2 ** 31 - 1);
  }

  #tell(webhook: UnservedWebhook): void {
    const { teller, clock, log } = this.#parts;
    const { configuration, configurationType, name, service } = webhook;
    const words = unservedWords(webhook);
    const where = { configuration: configuration.metadata.name, kind: configurationType.kind, webhook: name };
    log.warn(words, { ...where, service: `${service.namespace}/${service.name}` });
    teller.tell(EVENTS_NAMESPACE, {
      kind: "create",
      event: eventOf(webhook, { type: "Warning", reason: "WebhookUnserved", message: words, now: clock.now() }),
    });
  }

  async #remove(webhook: UnservedWebhook, term: AbortSignal): Promise<void> {
    const { client, teller, clock, log } = this.#parts;
    const { configuration: { metadata }, configurationType: type } = webhook;
    const { name, uid = "", resourceVersion } = metadata;
    const fields = { kind: type.kind, configuration: name };
    this.#retryAtMs.set(uid, clock.now().getTime() + RETRY_MS);
    try {
      await client.delete(type, { name }, { preconditions: { uid, resourceVersion }, signal: term });
    } catch (error) {
      if (isNotFound(error) || isConflict(error) || term.aborted) return;
      const isForbidden = error instanceof ApiError && error.code === 403;
      if (!isForbidden) log.warn("Cannot remove a webhook that nobody serves", { ...fields, error });
      return;
    }
    const message = `Removed ${name}: it is Kubeflow's, and nobody answered for it any more.`;
    log.info(message, fields);
    const event = eventOf(webhook, { type: "Normal", reason: "WebhookRemoved", message, now: clock.now() });
    teller.tell(EVENTS_NAMESPACE, { kind: "create", event });
  }
}

const identify = ({ configuration: { metadata }, name, sinceMs }: UnservedWebhook) =>
  JSON.stringify([metadata.uid, name, sinceMs]);

function eventOf(
  { configuration: { metadata }, configurationType, name }: UnservedWebhook,
  { type, reason, message, now }: { type: string; reason: string; message: string; now: Date },
): CoreEvent {
  const at = toInstant(now);
  const hash = stableHash([metadata.uid, name, reason]);
  return {
    metadata: { name: `${metadata.name}.${hash.slice(0, 16)}`, namespace: EVENTS_NAMESPACE },
    involvedObject: {
      apiVersion: apiVersionOf(configurationType),
      kind: configurationType.kind,
      name: metadata.name,
      uid: metadata.uid,
    },
    ...{ type, reason, message, count: 1, firstTimestamp: at, lastTimestamp: at },
    source: { component: CONTROLLER },
    reportingComponent: CONTROLLER,
    reportingInstance: "",
  } as unknown as CoreEvent;
}
