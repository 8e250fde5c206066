/** What is deployed, applied to a real control plane and run as the manifests say, with the rights that they give. */
import { assert, assertEquals } from "@std/assert";
import { waitFor } from "../e2e/wait_for.ts";
import { buildManifests, type Manifest, VARIANTS } from "./build_manifests.ts";
import { deployedParts } from "./deployed_environment.ts";
import { type RunningPart, startDeployedWorld } from "./deployed_world.ts";
import { beCulled, liveAnHour } from "./hour_of_work.ts";
import { type Right, rightsAsked, rightsGranted } from "./rights_used.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const PATIENCE = { timeoutMs: 90_000, everyMs: 100 };
const IMAGES = {
  "/etc/atelier/notebook-images/notebook-images.json": `${ROOT}deploy/base/notebook-images.json`,
  "/etc/atelier/notebook-form/spawner_ui_config.yaml": `${ROOT}deploy/components/notebook-form/spawner_ui_config.yaml`,
};
/** Ended by its run time alone: nobody has to answer for that. */
const CULLING = "enabled: true\ncheckPeriod: 1s\ngrace: 0s\nwarning: 1s\nmaxRunTime: 4s\nrules:\n" +
  "  - name: work\n    match: { namespaces: [team] }\n    maxRunTime: 1d\n";
/** Given, and perhaps not seen in an hour of work: why each is needed all the same. */
const NEEDED_BESIDES: Readonly<Record<Right, string>> = {
  "list kubeflow.org/poddefaults": "asked at each admission of a pod: test/webhook has it do so with this very role",
  "update kubeflow.org/notebooks/finalizers": "admission asks for it where a child blocks its owner's deletion",
  "update kubeflow.org/pvcviewers/finalizers": "the same",
  "update tensorboard.kubeflow.org/tensorboards/finalizers": "the same",
  "get apps/statefulsets": "read anew when it is taken over from Kubeflow's controllers: test/controller/takeover",
  "get apps/deployments": "the same",
  "get services": "the same",
  "get networking.istio.io/virtualservices": "the same",
  "get gateway.networking.k8s.io/httproutes": "the same",
  "patch kubeflow.org/pvcviewers": "their last activity, which nobody could be asked for here",
  "patch tensorboard.kubeflow.org/tensorboards": "the same, and the stop where the admin wants no deletion",
  "delete services": "of a viewer that asks for no networking any more: test/controller/kinds",
  "delete networking.istio.io/virtualservices": "the same",
  "delete gateway.networking.k8s.io/httproutes": "the same",
  "create pods/exec": "the component exec-probe's, where a terminal is open: test/culler has it do so",
  "get pods/exec": "the same",
  "list discovery.k8s.io/endpointslices": "of webhooks that our kinds need, where there are any: test/takeover",
  "watch discovery.k8s.io/endpointslices": "the same",
  "delete admissionregistration.k8s.io/mutatingwebhookconfigurations": "the component takeover's: test/takeover",
  "delete admissionregistration.k8s.io/validatingwebhookconfigurations": "the same",
  "patch events": "the count of an Event that comes again",
};

/** Whether what nobody was seen to ask for belongs to something that somebody did. */
function isImplied(right: Right, used: ReadonlySet<Right>): boolean {
  const [verb, resource] = right.split(" ");
  // An apiserver that streams no first list is asked for one; an apply that finds nothing creates.
  return verb === "list" && used.has(`watch ${resource}`) || verb === "create" && used.has(`patch ${resource}`);
}

const everything = VARIANTS.find(({ name }) => name === "everything")!;

async function probe(manifest: Manifest, part: RunningPart): Promise<void> {
  const [{ startupProbe, livenessProbe, readinessProbe }] = manifest.containers;
  for (const { httpGet: { path, port } } of [startupProbe, livenessProbe, readinessProbe]) {
    let last = "nothing";
    await waitFor(`${path} on ${port} answers 200`, async () => {
      const response = await fetch(`${part.urlOf(port)}${path}`);
      last = `${response.status} ${await response.text()}`;
      return response.ok;
    }, PATIENCE).catch(async (error) => {
      throw new Error(`${error.message}: ${last}\n${await part.tail()}`);
    });
  }
}

Deno.test("what is deployed is accepted to the letter, runs, and may do what it does and no more", async (t) => {
  await using world = await startDeployedWorld();
  // Each stands on the one before.
  const step = async (name: string, work: () => Promise<void>) => {
    if (!await t.step(name, work)) throw new Error(`Cannot go on: ${name} failed`);
  };
  const built = new Map<string, Manifest[]>();
  for (const variant of VARIANTS) built.set(variant.name, await buildManifests(variant));
  const to = (name: string) => name === "kubeflow-profile" ? ["--namespace=team"] : [];

  await step("every field of every manifest is known", async () => {
    await world.apply(built.get("base")!.filter(({ kind }) => kind === "Namespace"));
    for (const dry of [["--dry-run=server"], []]) {
      for (const [name, manifests] of built) {
        assertEquals(await world.apply(manifests, [...dry, ...to(name)]), "", name);
      }
    }
  });

  await step("pods are admitted under the namespace's strictest standard", async () => {
    for (const name of ["atelier-controller", "atelier-api"]) {
      await waitFor(`two pods of ${name}`, async () => {
        const { status } = JSON.parse(
          await world.kubectl.run(["get", "deployment", name, "-n", "atelier", "-o", "json"]),
        );
        const failure = status.conditions?.find(({ type }: { type: string }) => type === "ReplicaFailure");
        if (failure) throw new Error(failure.message);
        return status.replicas === 2;
      }, PATIENCE);
    }
  });

  await step("users' roles have grown by ours", async () => {
    await world.kubectl.run(["create", "rolebinding", "alice", "--clusterrole=edit", "--user=alice", "-n", "team"]);
    await world.kubectl.run(["create", "rolebinding", "bob", "--clusterrole=view", "--user=bob", "-n", "team"]);
    const may = async (user: string, verb: string, resource: string) =>
      (await world.kubectl.try(["auth", "can-i", verb, resource, `--as=${user}`, "-n", "team"])).stdout.trim();
    await waitFor("alice may make Tensorboards", async () => {
      return await may("alice", "create", "tensorboards.tensorboard.kubeflow.org") === "yes";
    }, PATIENCE);
    assertEquals(await may("alice", "patch", "notebooks.kubeflow.org"), "yes");
    assertEquals(await may("bob", "watch", "notebooks.kubeflow.org"), "yes");
    assertEquals(await may("bob", "patch", "notebooks.kubeflow.org"), "no");
  });

  const dir = await Deno.makeTempDir({ prefix: "atelier-deploy-files-" });
  await Deno.writeTextFile(`${dir}/culling.yaml`, CULLING);
  const { cert, key } = await world.plane.pki.issue("webhook", { name: "atelier-webhook", hosts: ["127.0.0.1"] });
  await Deno.writeTextFile(`${dir}/tls.crt`, cert);
  await Deno.writeTextFile(`${dir}/tls.key`, key);
  const files = { ...IMAGES, "/etc/atelier/culling/culling.yaml": `${dir}/culling.yaml`, "/etc/atelier/webhook": dir };
  const partsOf = (name: string) =>
    Object.fromEntries(deployedParts(built.get(name)!).map((each) => [each.env.ROLE, each]));

  await step("both parts start as the manifests say, answer their probes, and do an hour's work", async () => {
    const { controller, api } = partsOf("everything");
    await using startedController = await world.start(controller, files);
    await using startedApi = await world.start(api, files);
    await probe(controller.pod, startedController);
    await probe(api.pod, startedApi);
    await liveAnHour(world, startedApi.urlOf("http"));
    await beCulled(world);
  });

  await step("so does the controller behind a Gateway, whose routes it makes", async () => {
    const { controller } = partsOf("overlays/gateway-api");
    await using started = await world.start(controller, files);
    await probe(controller.pod, started);
    await waitFor(
      "an HTTPRoute",
      () => world.kubectl.get("httproute", "notebook-team-kept").catch(() => undefined),
      PATIENCE,
    );
  });

  await step("and Kubeflow's, under the name that its profiles know", async () => {
    await world.apply(built.get("everything in Kubeflow")!);
    const { controller } = partsOf("everything in Kubeflow");
    await using started = await world.start(controller, files);
    await probe(controller.pod, started);
    const lease = ["get", "lease", "atelier-controller", "-n", "kubeflow", "-o", "name"];
    await waitFor("its Lease", async () => (await world.kubectl.try(lease)).code === 0, PATIENCE);
  });

  await t.step("nothing was refused, and nothing is granted that nobody needs", async () => {
    const events = await world.audit();
    for (const account of ["atelier-controller", "atelier-api"]) {
      const { used, refused } = rightsAsked(events, `system:serviceaccount:atelier:${account}`);
      assertEquals([...refused], [], account);
      const granted = rightsGranted(built.get(everything.name)!, account);
      const idle = [...granted].filter((each) => !used.has(each) && !isImplied(each, used));
      assertEquals(idle.filter((each) => !(each in NEEDED_BESIDES)), [], account);
      const plain = rightsGranted(built.get("base")!, account);
      assert(![...plain].some((each) => /\*|secrets|pods\/exec|impersonate|escalate|bind/.test(each)), account);
    }
  });
  await Deno.remove(dir, { recursive: true });
});
