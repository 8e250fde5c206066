import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { startSandbox } from "./sandbox_target.ts";

const NOTEBOOK = {
  apiVersion: "kubeflow.org/v1",
  kind: "Notebook",
  metadata: { name: "first" },
  spec: { template: { spec: { containers: [{ name: "first", image: "jupyter/base-notebook" }] } } },
};

Deno.test("kubectl is unable to tell", async (t) => {
  const sandbox = await startSandbox();
  const { namespace, fetch } = await sandbox.target();
  const home = await Deno.makeTempDir({ prefix: "atelier-kubectl-" });

  async function kubectl(args: string, input?: unknown): Promise<{ code: number; out: string; err: string }> {
    const child = new Deno.Command("kubectl", {
      args: ["--namespace", namespace, ...args.split(" ")],
      env: { KUBECONFIG: `${sandbox.stateDir}/kubeconfig`, HOME: home },
      ...{ stdin: "piped" as const, stdout: "piped" as const, stderr: "piped" as const },
      signal: AbortSignal.timeout(10_000),
    }).spawn();
    const writer = child.stdin.getWriter();
    if (input !== undefined) await writer.write(new TextEncoder().encode(JSON.stringify(input)));
    await writer.close();
    const { code, stdout, stderr } = await child.output();
    return { code, out: new TextDecoder().decode(stdout).trim(), err: new TextDecoder().decode(stderr).trim() };
  }
  const out = async (args: string, input?: unknown) => {
    const result = await kubectl(args, input);
    assertEquals(result.code, 0, `kubectl ${args}: ${result.err}`);
    return result.out;
  };
  const setCondition = (status: string) =>
    fetch(`/apis/kubeflow.org/v1/namespaces/${namespace}/notebooks/first/status`, {
      method: "PATCH",
      headers: { "content-type": "application/merge-patch+json" },
      body: JSON.stringify({
        status: { conditions: [{ type: "Ready", status }], readyReplicas: 1, containerState: {} },
      }),
    }).then((response) => response.body!.cancel());

  try {
    await t.step("apply creates, finds nothing to do, and configures", async () => {
      assertEquals(await out("apply -f -", NOTEBOOK), "notebook.kubeflow.org/first created");
      assertEquals(await out("apply -f -", NOTEBOOK), "notebook.kubeflow.org/first unchanged");
      const changed = { ...NOTEBOOK, metadata: { name: "first", labels: { a: "b" } } };
      assertEquals(await out("apply -f -", changed), "notebook.kubeflow.org/first configured");
      assertEquals(
        await out("apply --server-side --force-conflicts -f -", changed),
        "notebook.kubeflow.org/first serverside-applied",
      );
    });
    await t.step("apply says which field is unknown", async () => {
      const { code, err } = await kubectl("apply -f -", {
        ...NOTEBOOK,
        metadata: { name: "odd" },
        spec: { ...NOTEBOOK.spec, nonsense: 1 },
      });
      assertEquals(code, 1);
      assertStringIncludes(err, 'unknown field "spec.nonsense"');
    });
    await t.step("apply takes a v1 List apart", async () => {
      const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "listed" } };
      const list = { apiVersion: "v1", kind: "List", items: [account, { ...NOTEBOOK, metadata: { name: "listed" } }] };
      assertEquals(
        await out("apply -f -", list),
        "serviceaccount/listed created\nnotebook.kubeflow.org/listed created",
      );
      await out("delete notebook listed");
    });
    await t.step("get shows a notebook's columns, by short name, as YAML and as a name", async () => {
      assertMatch(await out("get nb"), /^NAME\s+STATE\s+REASON\s+IMAGE\s+AGE\nfirst\s+jupyter\/base-notebook\s+\d+s$/);
      assertStringIncludes(await out("get notebook first -o yaml"), "kind: Notebook");
      assertEquals(await out("get notebooks.v1beta1.kubeflow.org first -o name"), "notebook.kubeflow.org/first");
    });
    await t.step("get shows built-ins, several kinds at once, and none", async () => {
      const pod = {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "p" },
        spec: { containers: [{ name: "c", image: "i" }] },
      };
      await out("apply -f -", pod);
      assertMatch(await out("get pods"), /^NAME\s+READY\s+STATUS\s+RESTARTS\s+AGE\np\s+0\/1\s+Pending\s+0\s+\d+s$/);
      assertStringIncludes(await out("get notebooks,statefulsets,pods,services,events"), "pod/p");
      assertEquals((await kubectl("get services")).err, `No resources found in ${namespace} namespace.`);
    });
    await t.step("get -w prints a change", async () => {
      const watching = kubectl("get nb first -w --output-watch-events --request-timeout=2s");
      await new Promise((resolve) => setTimeout(resolve, 700));
      await out("annotate nb first watched=yes");
      assertStringIncludes((await watching).out, "MODIFIED");
    });
    await t.step("annotate stops a notebook without a new generation", async () => {
      assertEquals(
        await out("annotate notebook first kubeflow-resource-stopped=now"),
        "notebook.kubeflow.org/first annotated",
      );
      const path = "jsonpath={.metadata.annotations.kubeflow-resource-stopped}/{.metadata.generation}";
      assertEquals(await out(`get notebook first -o ${path}`), "now/1");
      await out("annotate notebook first kubeflow-resource-stopped-");
    });
    await t.step("annotate and label patch built-ins", async () => {
      await out("annotate pod p a=b");
      await out("label pod p c=d");
      assertEquals(await out("get pods -l c=d -o jsonpath={.items[0].metadata.annotations.a}"), "b");
    });
    await t.step("wait sees a condition that is, and one that comes", async () => {
      await setCondition("False");
      const waiting = kubectl("wait --for=condition=Ready notebook/first --timeout=5s");
      await new Promise((resolve) => setTimeout(resolve, 300));
      await setCondition("True");
      assertEquals((await waiting).out, "notebook.kubeflow.org/first condition met");
    });
    await t.step("describe shows object and events", async () => {
      const uid = await out("get notebook first -o jsonpath={.metadata.uid}");
      const involvedObject = { apiVersion: "kubeflow.org/v1", kind: "Notebook", name: "first", namespace, uid };
      const times = { firstTimestamp: new Date().toISOString(), lastTimestamp: new Date().toISOString() };
      const source = { component: "contract" };
      const event = {
        apiVersion: "v1",
        kind: "Event",
        metadata: { name: "first.1" },
        involvedObject,
        reason: "Seen",
        message: "It was seen.",
        type: "Normal",
        source,
        count: 1,
      };
      await out("create -f -", {
        ...event,
        ...Object.fromEntries(Object.entries(times).map(([k, v]) => [k, v.replace(/\.\d+/, "")])),
      });
      const described = await out("describe notebook first");
      assertMatch(described, /Normal\s+Seen\s+\d+s\s+contract\s+It was seen\./);
      assertMatch(await out("get events"), /Normal\s+Seen\s+notebook\/first\s+It was seen\./);
      assertMatch(await out("describe pod p"), /Status:\s+Pending/);
    });
    await t.step("logs of a pod without a node say so", async () => {
      const { code, err } = await kubectl("logs p");
      assertEquals(code, 1);
      assertMatch(err, /pod p does not have a host assigned|is waiting to start|container "c" in pod "p"/);
    });
    await t.step("auth can-i answers for each context", async () => {
      assertEquals(await out("auth can-i delete notebooks"), "yes");
      assertEquals((await kubectl("--context contract-user auth can-i delete notebooks")).out, "no");
    });
    await t.step("auth whoami says who one is, and who one would be", async () => {
      assertMatch(await out("auth whoami"), /Username\s+admin\nGroups\s+\[system:masters system:authenticated\]/);
      const as = "--as alice --as-group readers auth whoami -o jsonpath={.status.userInfo}";
      assertEquals(JSON.parse(await out(as)), { username: "alice", groups: ["readers", "system:authenticated"] });
      const { err } = await kubectl("--context contract-user --as alice get pods");
      // Kubernetes 1.36 names a constrained kind of impersonation here, until one has succeeded.
      assertMatch(err, /is forbidden: User "contract-user" cannot impersonate\S* resource "(users|pods)"/);
    });
    await t.step("create token gives one that is bound, for an audience, for a while", async () => {
      await kubectl("wait --for=create serviceaccount/default --timeout=5s");
      const bound = "--bound-object-kind Pod --bound-object-name p --audience others --duration 15m";
      const claims = JSON.parse(atob((await out(`create token default ${bound}`)).split(".")[1]));
      assertEquals([claims.aud, claims.exp - claims.iat], [["others"], 900]);
      assertEquals(claims["kubernetes.io"].pod.name, "p");
    });
    await t.step("a context without rights is refused in words", async () => {
      const { err } = await kubectl("--context contract-user get notebooks");
      assertStringIncludes(
        err,
        'notebooks.kubeflow.org is forbidden: User "contract-user" cannot list resource "notebooks"',
      );
    });
    await t.step("delete waits until the object is gone, --all takes the rest", async () => {
      assertStringIncludes(await out("delete notebook first"), 'notebook.kubeflow.org "first" deleted');
      assertStringIncludes((await kubectl("get notebook first")).err, 'notebooks.kubeflow.org "first" not found');
      assertStringIncludes(await out("delete pods --all --cascade=foreground"), 'pod "p" deleted');
    });
  } finally {
    await sandbox.stop();
    await Deno.remove(home, { recursive: true });
  }
});
