/** Effect: watches which webhooks our kinds need, and whether somebody serves them. */
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import {
  ENDPOINT_SLICES,
  type EndpointSlice,
  type KubeClient,
  type KubeMetrics,
  MUTATING_WEBHOOK_CONFIGURATIONS,
  type ReflectedStore,
  type ResourceType,
  startReflector,
  VALIDATING_WEBHOOK_CONFIGURATIONS,
  type WebhookConfiguration,
  withoutManagedFields,
} from "../../kube/mod.ts";
import { isServed, type NeededWebhook, neededWebhooks } from "./needed_webhooks.ts";

/** A webhook that is needed and that nobody serves. */
export interface UnservedWebhook extends NeededWebhook {
  /** By the clock, in ms since 1970. */
  readonly sinceMs: number;
}

/** What is known of the webhooks that our kinds need. */
export interface WatchedWebhooks {
  /** Those that nobody has served for longer than a restart takes. */
  unserved(): readonly UnservedWebhook[];
  /** Calls `listener` whenever `unserved` has changed. */
  subscribe(listener: () => void): () => void;
  /** What they break in a sentence each, and the apiserver's words where it refuses to show them. */
  troubles(): string[];
  /** Resolves when all watches have ended, after the signal aborted. */
  readonly finished: Promise<void>;
}

/** How they are watched. */
export interface WebhookWatchOptions {
  /** Our kinds. */
  types: readonly ResourceType[];
  /** How long nobody has to answer before it is said; 5 s. */
  reportAfterMs?: number;
  clock: Clock;
  log: Log;
  metrics: KubeMetrics;
  doubts?: EventTarget;
}

type SliceWatch = { store: ReflectedStore<EndpointSlice>; over: AbortController };

/** Starts the watches, where the apiserver has webhooks at all. */
export function watchWebhooks(client: KubeClient, options: WebhookWatchOptions, signal: AbortSignal): WatchedWebhooks {
  return new WebhookWatch(client, options, signal);
}

const keyOfService = ({ service }: NeededWebhook) => `${service.namespace}/${service.name}`;

class WebhookWatch implements WatchedWebhooks {
  readonly finished: Promise<void>;
  readonly #client: KubeClient;
  readonly #options: WebhookWatchOptions;
  readonly #signal: AbortSignal;
  readonly #slices = new Map<string, SliceWatch>();
  readonly #sinceMs = new Map<string, number>();
  readonly #ended: Promise<void>[] = [];
  readonly #listeners = new Set<() => void>();
  #configurations: ReflectedStore<WebhookConfiguration>[] = [];
  #unserved: readonly UnservedWebhook[] = [];

  constructor(client: KubeClient, options: WebhookWatchOptions, signal: AbortSignal) {
    this.#client = client;
    this.#options = options;
    this.#signal = signal;
    this.finished = this.#run();
  }

  unserved(): readonly UnservedWebhook[] {
    return this.#unserved;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  troubles(): string[] {
    const stores: ReflectedStore<never>[] = [...this.#configurations, ...this.#slicesOf()] as never;
    return [
      ...stores.map((each) => each.refusal).filter((each) => each !== undefined),
      ...new Set(this.#unserved.map(unservedTrouble)),
    ];
  }

  async #run(): Promise<void> {
    if (await this.#isServed()) {
      const types = [MUTATING_WEBHOOK_CONFIGURATIONS, VALIDATING_WEBHOOK_CONFIGURATIONS];
      this.#configurations = types.map((type) => this.#watchConfigurations(type));
      await Promise.all(this.#configurations.map((each) => each.finished));
    }
    await Promise.all(this.#ended);
  }

  /** Not by the sandbox; where it cannot be known, a watch tries until it is. */
  async #isServed(): Promise<boolean> {
    const { group, version } = MUTATING_WEBHOOK_CONFIGURATIONS;
    try {
      const response = await this.#client.fetch("request", `/apis/${group}/${version}`, { signal: this.#signal });
      await response.body?.cancel();
      return response.status !== 404;
    } catch {
      return !this.#signal.aborted;
    }
  }

  #watchConfigurations(type: ResourceType<WebhookConfiguration>): ReflectedStore<WebhookConfiguration> {
    const keep = (each: WebhookConfiguration) => neededWebhooks(each, type, this.#options.types).length > 0;
    const options = { ...this.#watchOptions(), keep, trim: withoutManagedFields<WebhookConfiguration> };
    const store = startReflector(this.#client, type, options, this.#signal);
    store.subscribe(() => this.#update());
    return store;
  }

  #watchOptions() {
    const { clock, log, metrics, doubts } = this.#options;
    return { clock, log, metrics, doubts };
  }

  #slicesOf(): ReflectedStore<EndpointSlice>[] {
    return [...this.#slices.values()].map((each) => each.store);
  }

  #update(): void {
    if (this.#signal.aborted) return;
    const needed = this.#configurations.flatMap((store) =>
      store.list().flatMap((each) => neededWebhooks(each, store.type, this.#options.types))
    );
    this.#followServices(needed);
    const nowMs = this.#options.clock.now().getTime();
    for (const [key, { store }] of this.#slices) {
      // What cannot be seen may well be served.
      if (!store.isReady || isServed(store.list())) this.#sinceMs.delete(key);
      else if (!this.#sinceMs.has(key)) {
        this.#sinceMs.set(key, nowMs);
        this.#updateLater();
      }
    }
    const reportMs = nowMs - (this.#options.reportAfterMs ?? 5_000);
    this.#tell(needed.flatMap((each) => {
      const sinceMs = this.#sinceMs.get(keyOfService(each));
      return sinceMs === undefined || sinceMs > reportMs ? [] : [{ ...each, sinceMs }];
    }));
  }

  #updateLater(): void {
    const { clock, reportAfterMs = 5_000 } = this.#options;
    clock.sleep(reportAfterMs, this.#signal).then(() => this.#update(), () => {});
  }

  /** Watches the endpoints of the Services that are needed now, and of no others. */
  #followServices(needed: readonly NeededWebhook[]): void {
    const services = new Map(needed.map((each) => [keyOfService(each), each.service]));
    for (const [key, { over }] of this.#slices) {
      if (services.has(key)) continue;
      over.abort();
      this.#slices.delete(key);
      this.#sinceMs.delete(key);
    }
    for (const [key, { namespace, name }] of services) {
      if (this.#slices.has(key)) continue;
      const over = new AbortController();
      const selection = { namespace, labelSelector: `kubernetes.io/service-name=${name}` };
      const signal = AbortSignal.any([this.#signal, over.signal]);
      const options = { ...this.#watchOptions(), ...selection, trim: withoutManagedFields<EndpointSlice> };
      const store = startReflector(this.#client, ENDPOINT_SLICES, options, signal);
      store.subscribe(() => this.#update());
      store.ready(signal).then(() => this.#update(), () => {});
      this.#slices.set(key, { store, over });
      this.#ended.push(store.finished);
    }
  }

  #tell(unserved: readonly UnservedWebhook[]): void {
    const identify = (all: readonly UnservedWebhook[]) =>
      JSON.stringify(all.map((each) => [each.configuration.metadata.uid, each.name, each.sinceMs]));
    if (identify(unserved) === identify(this.#unserved)) return;
    this.#unserved = unserved;
    for (const listener of this.#listeners) listener();
  }
}

function unservedTrouble({ configuration, plurals, service }: UnservedWebhook): string {
  return `${configuration.metadata.name}: nobody answers at ${service.namespace}/${service.name}, so nobody can write ` +
    plurals.join(" and ");
}
