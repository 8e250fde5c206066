import { assert, assertEquals } from "@std/assert";
import { parseAll } from "@std/yaml";
import { run as runController } from "../../controller/run.ts";
import {
  CLUSTER_ROLE_BINDINGS,
  CLUSTER_ROLES,
  type ClusterRole,
  type KubeClient,
  NAMESPACES,
  type Notebook,
  NOTEBOOKS,
  STATEFUL_SETS,
} from "../../kube/mod.ts";
import { createLog } from "../../platform/mod.ts";
import { startControlPlane } from "../controlplane/control_plane.ts";
import { waitFor } from "../e2e/wait_for.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const USER = "system:serviceaccount:atelier:atelier-controller";
const KEY = { namespace: "rights", name: "blind" };

Deno.test("what the controller may not see is said, and the rest lives", async (t) => {
  await using plane = await startControlPlane({ say: console.log, crdDirs: [`${ROOT}crds`] });
  const admin = await plane.client();
  await admin.create(NAMESPACES, { metadata: { name: KEY.namespace } });
  await admin.create(CLUSTER_ROLE_BINDINGS, {
    metadata: { name: "atelier-controller" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "atelier-controller" },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: USER }],
  });
  const lines: string[] = [];
  const over = new AbortController();
  const start = async () =>
    await runController({
      client: await plane.client({ name: USER }),
      routes: "none",
      log: createLog({ write: (line) => lines.push(line) }),
    }, over.signal);

  await allowAllBut(admin, ["pods", "events"]);
  const controller = await start();
  await t.step("a notebook gets its StatefulSet without a look at pods and events", async () => {
    await admin.create(NOTEBOOKS, notebook());
    await waitFor("its StatefulSet is there", () => admin.get(STATEFUL_SETS, KEY).then(() => true, () => false));
  });
  await t.step("its status does not guess, and names what is missing", async () => {
    await waitFor("the reason is NotAllowedToSee", () => reasonIs(admin, "NotAllowedToSee"));
    const { state, explanation } = (await admin.get(NOTEBOOKS, KEY)).status!;
    assertEquals(state, "UNKNOWN");
    assert(explanation!.nextStep!.includes("list and watch pods"), explanation!.nextStep);
  });
  await t.step("the log and the controller's own words name the verb and the resource", () => {
    const missing = controller.refusals().toSorted();
    assertEquals(missing.length, 2);
    for (const [index, resource] of ["events", "pods"].entries()) {
      const words = `cannot watch resource "${resource}" in API group "" at the cluster scope`;
      assert(missing[index].includes(words), missing[index]);
      assert(lines.some((line) => line.includes(JSON.stringify(words).slice(1, -1))));
    }
  });
  await t.step("once it is allowed, everything is as if it had always been", async () => {
    await allowAllBut(admin, []);
    await waitFor("the reason is another", async () => !await reasonIs(admin, "NotAllowedToSee"), {
      timeoutMs: 45_000,
    });
    await waitFor("nothing is refused", () => controller.refusals().length === 0, { timeoutMs: 45_000 });
  });
  await t.step("a watch that is forbidden later keeps what it had, and says so", async () => {
    await allowAllBut(admin, ["statefulsets"]);
    // A running watch is not ended by RBAC, only its next request is refused.
    const apiserver = plane.parts["kube-apiserver"];
    await apiserver.kill();
    apiserver.restart();
    await plane.ready();
    await waitFor(
      "the refusal is told",
      () => controller.refusals().some((each) => each.includes("statefulsets")),
      { timeoutMs: 45_000 },
    );
    assertEquals(await reasonIs(admin, "NotAllowedToSee"), false);
  });
  over.abort();
  await controller.finished;
});

async function allowAllBut(admin: KubeClient, resources: readonly string[]): Promise<void> {
  const [role] = parseAll(await Deno.readTextFile(`${ROOT}deploy/base/access/controller-role.yaml`)) as ClusterRole[];
  const rules = role.rules!.map((rule) => {
    const isCut = rule.resources?.some((each) => resources.includes(each));
    return isCut ? { ...rule, verbs: rule.verbs.filter((verb) => verb !== "list" && verb !== "watch") } : rule;
  });
  await admin.apply(CLUSTER_ROLES, { ...role, rules } as ClusterRole, { fieldManager: "test", force: true });
}

async function reasonIs(admin: KubeClient, reason: string): Promise<boolean> {
  return (await admin.get(NOTEBOOKS, KEY)).status?.explanation?.reason === reason;
}

function notebook(): Notebook {
  const containers = [{ name: KEY.name, image: "example.org/jupyter" }];
  return { metadata: { ...KEY }, spec: { template: { spec: { containers } } } };
}
