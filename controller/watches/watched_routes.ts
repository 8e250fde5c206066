import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import {
  apiVersionOf,
  type CustomResourceDefinition,
  type KubeClient,
  type KubeMetrics,
  type KubeObject,
  type ReflectedStore,
  type ResourceType,
  startReflector,
  type Store,
} from "../../kube/mod.ts";
import type { ControllerSettings } from "../settings.ts";
import { trimChild } from "./intake.ts";
import { chooseRoutes, formerRoutes, type RouteSupport } from "./route_support.ts";

/** The routes of this cluster; which kind they are may change while the controller runs. */
export interface WatchedRoutes {
  current(): { support: RouteSupport; store?: Store<KubeObject> };
  /** The kinds that are installed and not made any more; of them ours may be left. */
  former(): ResourceType[];
  /** Calls `listener` whenever another kind is to be made, or what there is of it is known; returns how to stop that. */
  subscribe(listener: () => void): () => void;
  /** The apiserver's words where it refuses to show them. */
  refusal(): string | undefined;
  /** Resolves when what is watched now has been listed in whole or is refused, or nothing is watched. */
  settled(): Promise<void>;
  /** Resolves when all watches have ended, after the signal aborted. */
  finished(): Promise<void>;
}

/** What watching routes needs. */
export interface WatchedRoutesOptions {
  settings: ControllerSettings;
  crds: Store<CustomResourceDefinition>;
  /** Whether a route is one of ours; of the many others of a cluster only the names are kept. */
  isOurs: (route: KubeObject) => boolean;
  /** A route appeared, changed or went. */
  onRoute: (route: KubeObject) => void;
  clock: Clock;
  log: Log;
  metrics: KubeMetrics;
  doubts?: EventTarget;
}

type Choice = ReturnType<typeof chooseRoutes>;
interface Watch {
  choice: Choice;
  store?: ReflectedStore<KubeObject>;
  over: AbortController;
}

/** Watches the kind of route that the settings mean on this cluster, and another one when its CRDs change. */
export function watchRoutes(client: KubeClient, options: WatchedRoutesOptions, signal: AbortSignal): WatchedRoutes {
  const { settings, crds, isOurs, onRoute, log } = options;
  const ended: Promise<void>[] = [];
  const listeners = new Set<() => void>();
  const onKind = () => listeners.forEach((each) => each());

  const start = (choice: Choice): Watch => {
    const over = new AbortController();
    if (choice.kind === "none") return { choice, over };
    const { clock, metrics, doubts } = options;
    const trim = (route: KubeObject) => trimChild(route, isOurs(route));
    const watchOptions = { clock, log, metrics, doubts, trim };
    const store = startReflector<KubeObject>(client, choice.type, watchOptions, AbortSignal.any([signal, over.signal]));
    store.subscribe(({ object }) => onRoute(object));
    ended.push(store.finished);
    void store.ready(over.signal).then(onKind, () => {});
    log.info("Routes", { kind: choice.type.kind, version: apiVersionOf(choice.type) });
    if (choice.kind === "gateway-api" && !settings.gateway) {
      log.warn("Routes belong to no Gateway and lead nowhere: set GATEWAY", { kind: choice.type.kind });
    }
    return { choice, store, over };
  };

  let watch = start(chooseRoutes(settings, (name) => crds.get(name)));
  crds.subscribe(() => {
    const choice = chooseRoutes(settings, (name) => crds.get(name));
    if (signal.aborted || isSame(choice, watch.choice)) return;
    watch.over.abort();
    watch = start(choice);
    onKind();
  });

  void crds.ready(signal).then(onKind, () => {});

  return {
    current: () => ({ support: supportOf(watch, crds), ...(watch.store ? { store: watch.store } : {}) }),
    former: () => isSettled(watch, crds) ? formerRoutes(watch.choice, (name) => crds.get(name)) : [],
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refusal: () => watch.store?.refusal,
    settled: async () => void await watch.store?.settled(signal),
    finished: async () => void await Promise.all(ended),
  };
}

function supportOf({ choice, store }: Watch, crds: Store): RouteSupport {
  if (choice.kind !== "none") return { ...choice, isReady: store?.isReady ?? false, refusal: store?.refusal };
  // Where nothing could ever be seen, nobody knows what is installed.
  return crds.isReady ? choice : { ...choice, refusal: crds.refusal };
}

/** Whether what is to be made is known, and what there is of it. */
function isSettled({ store }: Watch, crds: Store): boolean {
  return crds.isReady && store?.isReady !== false;
}

function isSame(a: Choice, b: Choice): boolean {
  if (a.kind === "none" || b.kind === "none") return a.kind === b.kind;
  return a.kind === b.kind && a.type.version === b.type.version;
}
