/**
 * Kubernetes for one laptop: what `task dev` runs on when there is no cluster. Its API is as Kubernetes has it, so that
 * kubectl and our own rooms cannot tell; what lies behind the API is small. It does not do:
 *
 * - apiserver: what its own `mod.ts` says.
 * - StatefulSets: no ControllerRevisions (an old template cannot be brought back), no partition, no minReadySeconds, no
 *   volumeClaimTemplates.
 * - Deployments: neither they nor ReplicaSets adopt what they have not made; one that is scaled in the middle of a rollout
 *   goes on rolling, instead of first scaling all sets in proportion. No other workloads.
 * - claims: a directory each, without PersistentVolumes (but on a real control plane, by StorageClass `sandbox`), sizes
 *   that are enforced or access modes.
 * - scheduler: knows claims, requests, required nodes (nodeSelector, node affinity), cordons and the number of pods; no
 *   preferences, affinity to pods, taints, spreading, priorities or preemption.
 * - node: containers are processes of this user, without images' file systems, users or fsGroup, cgroups (requests and
 *   limits reserve nothing, nothing is ended for its memory), network namespaces or DNS. No probes and no lifecycle hooks:
 *   a container is ready while it runs. imagePullPolicy is ignored. Volumes are claims, emptyDirs, ConfigMaps, Secrets,
 *   fields and tokens of the ServiceAccount, of which tokens alone are kept fresh; no subPathExpr, and none in the system's
 *   own /usr, /etc and the like. No sidecars (init containers that stay). Env comes from values, fields, ConfigMaps and
 *   Secrets, which the node reads as `system:node:<name>`; all else it does as an administrator.
 *   Exec by WebSocket and without a terminal; where root runs the node inside the container's namespaces (nsenter), else
 *   beside them with the same mounts and environment, as a bubblewrap or a process of its own. No attach, port-forward,
 *   metrics. Heartbeats only on a real control plane; that has to be on this machine to reach the node for logs and exec.
 * - without bubblewrap, pods see the files of this user, and a volume is found at its path only where env, arguments or
 *   workingDir name that path: programs that look for their ServiceAccount at the usual path find none; what leaves its process group may outlive a node that was killed.
 * - off Linux all pods share 127.0.0.1, and nobody checks what they listen on.
 * - images: JupyterLab by the names of Jupyter and Kubeflow, TensorBoard by those of TensorFlow, Cloud Commander, python,
 *   busybox and alpine; large libraries and other versions are left out, as the pull's event says.
 * - gateway: HTTP/1.1 without TLS; of routes the prefix, exact or regular path, one destination, rewrites, request
 *   headers and timeouts. Cluster-internal names are not resolved for pods.
 */
export { type ApiserverRunConfig, run as runApiserver } from "./apiserver/mod.ts";
export { type ControllersConfig, run as runControllers } from "./controllers/run.ts";
export { type GatewayConfig, run as runGateway } from "./gateway/run.ts";
export { type CatalogueEntry, describeEntry, findImage } from "./images/catalogue.ts";
export { type JoinedNodeConfig, run as runJoinedNode, type RunningJoinedNode } from "./node/joined.ts";
export type { KubeletTls } from "./node/kubelet_server.ts";
export { type NodeConfig, run as runNode } from "./node/run.ts";
export { openPki, type Pki, toKubeconfig } from "../platform/pki/mod.ts";
