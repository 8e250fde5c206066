import { Registry } from "prom-client";
import {
  createKubeClient,
  type KubeClient,
  type KubeObject,
  loadKubeConfig,
  NAMESPACES,
  type ReflectedStore,
  type ReflectorOptions,
  registerKubeMetrics,
  type ResourceType,
  startReflector,
  transportFromKubeConfig,
} from "../../kube/mod.ts";
import { type ControlPlane, startControlPlane } from "../controlplane/control_plane.ts";
import { NetworkProxy } from "./network_proxy.ts";

/** A real control plane, and a network between it and our watches that a test can disturb. */
export interface WatchWorld extends AsyncDisposable {
  readonly plane: ControlPlane;
  readonly proxy: NetworkProxy;
  /** Past the proxy. */
  readonly admin: KubeClient;
  /** Makes a namespace. */
  namespace(name: string): Promise<string>;
  /** A store whose watch goes through the proxy. */
  reflect<T extends KubeObject>(type: ResourceType<T>, options?: ReflectorOptions<T>): ReflectedStore<T>;
  /** The value of a counter of ours for a resource, by cause; 0 where it was never counted. */
  count(name: "watch_restarts" | "relists", resource: string, cause?: string): Promise<number>;
}

/** Starts one; disposing of it ends everything. */
export async function startWatchWorld(): Promise<WatchWorld> {
  const root = new URL("../../", import.meta.url).pathname;
  const plane = await startControlPlane({ say: console.log, crdDirs: [`${root}crds`] });
  const proxy = new NetworkProxy(plane.url);
  const registry = new Registry();
  const metrics = registerKubeMetrics(registry)("test");
  const over = new AbortController();
  const ended: Promise<void>[] = [];
  const config = loadKubeConfig({ KUBECONFIG: plane.kubeconfig });
  const transport = transportFromKubeConfig({ ...config, server: proxy.url });
  const client = createKubeClient(transport);
  const admin = await plane.client();
  return {
    ...{ plane, proxy, admin },
    async namespace(name) {
      await admin.create(NAMESPACES, { metadata: { name } });
      return name;
    },
    reflect(type, options = {}) {
      const store = startReflector(client, type, { metrics, ...options }, over.signal);
      ended.push(store.finished);
      return store;
    },
    async count(name, resource, cause) {
      const wanted = `resource="${resource}"${cause ? `,cause="${cause}"` : ""}`;
      const lines = (await registry.metrics()).split("\n")
        .filter((line) => line.startsWith(`atelier_kube_${name}_total`) && line.includes(wanted));
      return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
    },
    async [Symbol.asyncDispose]() {
      over.abort();
      await Promise.all(ended);
      transport.close?.();
      await proxy[Symbol.asyncDispose]();
      await plane.stop();
    },
  };
}
