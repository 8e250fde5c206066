import { assertEquals, assertMatch } from "@std/assert";
import { NAMESPACES, PODS, ROLE_BINDINGS, ROLES, SERVICE_ACCOUNTS } from "../../kube/builtins.ts";
import type { CatalogueEntry } from "../../sandbox/images/catalogue.ts";
import { type SandboxUnderTest, withSandbox } from "./running_sandbox.ts";

/** Asks the apiserver for pods and for nodes, with what any pod finds at the usual path and in its environment. */
const ASK = `
import os, ssl, urllib.error, urllib.request
root = "/var/run/secrets/kubernetes.io/serviceaccount/"
context = ssl.create_default_context(cafile=root + "ca.crt")
base = "https://%s:%s" % (os.environ["KUBERNETES_SERVICE_HOST"], os.environ["KUBERNETES_SERVICE_PORT"])
namespace = open(root + "namespace").read()
for path in ["/api/v1/namespaces/" + namespace + "/pods", "/api/v1/nodes"]:
  request = urllib.request.Request(base + path)
  request.add_header("Authorization", "Bearer " + open(root + "token").read())
  try:
    print(urllib.request.urlopen(request, context=context).status, flush=True)
  except urllib.error.HTTPError as refused:
    print(refused.code, refused.read().decode(), flush=True)
`;
const PYTHON: CatalogueEntry = { matches: /^test\/python$/, command: ["python3", "-c", ASK] };
const KEY = { namespace: "demo", name: "asking" };

for (const isolation of ["auto", "none"] as const) {
  Deno.test(`a pod asks the sandbox as its ServiceAccount, with isolation ${isolation}`, async () => {
    await withSandbox(async (sandbox) => {
      await sandbox.startControllers();
      await sandbox.startNode({ catalogue: [PYTHON], isolation });
      await plant(sandbox);
      const [pods, nodes] = await sandbox.eventually("its answers", async () => {
        const log = await new Response(await sandbox.client.logs(KEY, {}, AbortSignal.timeout(5_000))).text();
        const lines = log.trim().split("\n");
        return lines.length === 2 ? lines : undefined;
      });
      assertEquals(pods, "200");
      assertMatch(nodes, /^403 .*User \\"system:serviceaccount:demo:asker\\" cannot list resource \\"nodes\\"/);
    });
  });
}

async function plant({ client }: SandboxUnderTest): Promise<void> {
  const { namespace } = KEY;
  await client.create(NAMESPACES, { metadata: { name: namespace } });
  await client.create(SERVICE_ACCOUNTS, { metadata: { namespace, name: "asker" } });
  const rules = [{ apiGroups: [""], resources: ["pods"], verbs: ["list"] }];
  await client.create(ROLES, { metadata: { namespace, name: "asker" }, rules });
  await client.create(ROLE_BINDINGS, {
    metadata: { namespace, name: "asker" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "asker" },
    subjects: [{ kind: "ServiceAccount", name: "asker", namespace }],
  });
  const containers = [{ name: "main", image: "test/python" }];
  const spec = { serviceAccountName: "asker", restartPolicy: "Never", containers };
  await client.create(PODS, { metadata: KEY, spec });
}
