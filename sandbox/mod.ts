/**
 * Kubernetes for one laptop: what `task dev` runs on when there is no cluster. Its API is as Kubernetes has it, so that
 * kubectl and our own rooms cannot tell; what lies behind the API is small. It does not do:
 *
 * - apiserver: what its own `mod.ts` says.
 * - StatefulSets: no ControllerRevisions (an old template cannot be brought back), no partition, no minReadySeconds, no
 *   volumeClaimTemplates. No other workloads: Deployments and Jobs are stored at most.
 * - claims: a directory each, without PersistentVolumes, sizes that are enforced, access modes or resizing.
 * - scheduler: knows claims, requests, nodeSelector, cordons and the number of pods; no affinity, taints, spreading,
 *   priorities or preemption.
 * - node: containers are processes of this user, without images' file systems, users or fsGroup, cgroups (requests and
 *   limits reserve nothing, nothing is ended for its memory), network namespaces or DNS. No probes and no lifecycle hooks:
 *   a container is ready while it runs. imagePullPolicy is ignored. Volumes are claims and emptyDirs alone; env comes from
 *   values and fieldRefs. No exec, attach, port-forward, metrics. No heartbeats.
 * - without bubblewrap, pods see the files of this user, and a volume is found at its path only where env, arguments or
 *   workingDir name that path; what leaves its process group may outlive a node that was killed.
 * - off Linux all pods share 127.0.0.1, and nobody checks what they listen on.
 * - images: JupyterLab by the names of Jupyter and Kubeflow; large libraries are left out, as the pull's event says.
 * - gateway: HTTP/1.1 without TLS; of routes the prefix, exact or regular path, one destination, rewrites, request
 *   headers and timeouts. Cluster-internal names are not resolved for pods.
 */
export { type ApiserverRunConfig, run as runApiserver } from "./apiserver/mod.ts";
export { type ControllersConfig, run as runControllers } from "./controllers/run.ts";
export { type GatewayConfig, run as runGateway, type RunningGateway } from "./gateway/run.ts";
export { type CatalogueEntry, describeEntry, findImage } from "./images/catalogue.ts";
export type { KubeletTls } from "./node/kubelet_server.ts";
export { type NodeConfig, run as runNode } from "./node/run.ts";
export { openPki, type Pki, toKubeconfig } from "../platform/pki/mod.ts";
