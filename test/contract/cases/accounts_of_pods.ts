import { assertEquals, assertMatch } from "@std/assert";
import { account, accountsOf, pod, podsOf } from "../objects.ts";
import { type Answer, type ContractCase, eventually, ok, send } from "../target.ts";

const MOUNT_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";

export const cases: ContractCase[] = [
  {
    name: "a pod is given its ServiceAccount's token, the CA and its namespace, in each container",
    async run(cluster) {
      const initContainers = [{ name: "init", image: "example.org/nothing" }];
      const { spec } = await ok(cluster, "POST", podsOf(cluster), pod("p", { initContainers }));
      assertEquals([spec.serviceAccountName, spec.serviceAccount], ["default", "default"]);
      const [volume] = spec.volumes;
      assertMatch(volume.name, /^kube-api-access-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
      const fieldRef = { apiVersion: "v1", fieldPath: "metadata.namespace" };
      assertEquals(volume.projected, {
        defaultMode: 420,
        sources: [
          { serviceAccountToken: { expirationSeconds: 3607, path: "token" } },
          { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
          { downwardAPI: { items: [{ path: "namespace", fieldRef }] } },
        ],
      });
      for (const container of [...spec.containers, ...spec.initContainers]) {
        assertEquals(container.volumeMounts, [{ name: volume.name, readOnly: true, mountPath: MOUNT_PATH }]);
      }
    },
  },
  {
    name: "nobody owns what a pod is given",
    async run(cluster) {
      const { metadata } = await ok(cluster, "POST", podsOf(cluster), pod("p"));
      const [{ fieldsV1 }] = metadata.managedFields;
      assertEquals(Object.keys(fieldsV1["f:spec"]).includes("f:volumes"), false);
      assertEquals(Object.keys(fieldsV1["f:spec"]).includes("f:serviceAccountName"), false);
    },
  },
  {
    name: "a pod or its ServiceAccount may do without a token, and the pod has the last word",
    async run(cluster) {
      await ok(cluster, "POST", accountsOf(cluster), { ...account("shy"), automountServiceAccountToken: false });
      const volumesOf = async (name: string, spec: Answer) =>
        (await ok(cluster, "POST", podsOf(cluster), pod(name, spec))).spec.volumes?.length ?? 0;
      assertEquals(await volumesOf("a", { automountServiceAccountToken: false }), 0);
      assertEquals(await volumesOf("b", { serviceAccountName: "shy" }), 0);
      assertEquals(await volumesOf("c", { serviceAccountName: "shy", automountServiceAccountToken: true }), 1);
    },
  },
  {
    name: "what a container has mounted at the token's path stays",
    async run(cluster) {
      const volumes = [{ name: "own", emptyDir: {} }];
      const volumeMounts = [{ name: "own", mountPath: MOUNT_PATH }];
      const containers = [{ name: "main", image: "example.org/nothing", volumeMounts }];
      const { spec } = await ok(cluster, "POST", podsOf(cluster), pod("p", { volumes, containers }));
      assertEquals(spec.volumes.map((each: Answer) => each.name), ["own"]);
      assertEquals(spec.containers[0].volumeMounts, volumeMounts);
    },
  },
  {
    name: "a pod has its ServiceAccount's pull secrets unless it names its own",
    async run(cluster) {
      await ok(cluster, "POST", accountsOf(cluster), { ...account("puller"), imagePullSecrets: [{ name: "theirs" }] });
      const secretsOf = async (name: string, spec: Answer) =>
        (await ok(cluster, "POST", podsOf(cluster), pod(name, { serviceAccountName: "puller", ...spec }))).spec
          .imagePullSecrets;
      assertEquals(await secretsOf("a", {}), [{ name: "theirs" }]);
      assertEquals(await secretsOf("b", { imagePullSecrets: [{ name: "own" }] }), [{ name: "own" }]);
    },
  },
  {
    name: "a pod of a ServiceAccount that is not there is refused in words",
    async run(cluster) {
      const { namespace } = cluster;
      const why = `error looking up service account ${namespace}/none: serviceaccount "none" not found`;
      const { status, body } = await send(cluster, "POST", podsOf(cluster), pod("p", { serviceAccountName: "none" }));
      assertEquals([status, body.reason, body.message], [403, "Forbidden", `pods "p" is forbidden: ${why}`]);
      const unnamed = { ...pod("p", { serviceAccountName: "none" }), metadata: { generateName: "p-" } };
      assertEquals(
        (await send(cluster, "POST", podsOf(cluster), unnamed)).body.message,
        `pods "p-" is forbidden: ${why}`,
      );
    },
  },
  {
    name: "each namespace has the cluster's CA in a ConfigMap, which comes back and is put right",
    async run(cluster) {
      const path = `/api/v1/namespaces/${cluster.namespace}/configmaps/kube-root-ca.crt`;
      const get = () => send(cluster, "GET", path);
      const first = await eventually(get, ({ status }) => status === 200);
      const text = first.body.data["ca.crt"];
      assertMatch(text, /^-----BEGIN CERTIFICATE-----/);
      await ok(cluster, "DELETE", path);
      const again = await eventually(get, ({ status }) => status === 200);
      assertEquals(again.body.data["ca.crt"], text);
      await ok(cluster, "PUT", path, { ...again.body, data: { "ca.crt": "else" } });
      await eventually(get, ({ body }) => body.data?.["ca.crt"] === text);
    },
  },
];
