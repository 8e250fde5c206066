import { assertEquals, assertMatch } from "@std/assert";
import type { Sentence } from "../story.ts";
import type { World } from "../world.ts";

/** What Kubeflow's documentation applies, by version: the shape of its samples, and of its controller's README. */
const MANIFESTS: { version: string; container: string; image: string; args?: string[] }[] = [
  {
    version: "v1",
    container: "notebook-sample-v1",
    image: "public.ecr.aws/j1r0q0g6/notebooks/notebook-servers/jupyter:v1.5.0-rc.1",
  },
  { version: "v1beta1", container: "notebook-sample-v1", image: "kubeflownotebookswg/jupyter:v1.8.0" },
  {
    version: "v1alpha1",
    container: "notebook",
    image: "docker.io/jupyter/base-notebook:latest",
    args: [
      "start.sh",
      "lab",
      "--LabApp.token=''",
      "--LabApp.allow_remote_access='True'",
      "--LabApp.allow_root='True'",
      "--LabApp.ip='*'",
      "--LabApp.base_url=/test/my-notebook/",
      "--port=8888",
      "--no-browser",
    ],
  },
];

/** Manifests from Kubeflow's documentation, applied unchanged by kubectl. */
export function kubeflowManifests(world: World): Sentence[] {
  const names = MANIFESTS.map(({ version }) => `notebook-sample-${version}`);
  return [
    {
      says: "manifests as in Kubeflow's documentation, v1, v1beta1 and v1alpha1, run unchanged",
      timeoutMs: 120_000,
      holds: async () => {
        const stdin = MANIFESTS.map((each) => JSON.stringify(toManifest(each))).join("\n");
        await world.kubectl.run(["apply", "-f", "-"], { stdin });
        const wait = ["wait", "--for=jsonpath={.status.state}=RUNNING", "--timeout=90s"];
        await world.kubectl.run([...wait, ...names.map((name) => `notebook/${name}`)], { timeoutMs: 100_000 });
        for (const name of names) {
          const answer = await fetch(`${world.toolUrl(name)}api/kernels`);
          assertEquals([answer.status, await answer.text()], [200, "[]"]);
          await world.first.connectLink(name).waitFor();
        }
      },
    },
    {
      says: "kubectl describes and deletes them, and nothing of theirs stays",
      timeoutMs: 60_000,
      holds: async () => {
        assertMatch(await world.kubectl.run(["describe", "notebook", names[0]]), /RUNNING/);
        await world.kubectl.run(["delete", "notebook", ...names, "--timeout=40s"], { timeoutMs: 45_000 });
        await world.kubectl.run(["wait", "--for=delete", "--timeout=20s", ...names.map((name) => `pod/${name}-0`)], {
          timeoutMs: 25_000,
        });
        assertEquals((await world.kubectl.list("statefulsets,services,pods")).map((each) => each.metadata.name), []);
      },
    },
  ];
}

function toManifest({ version, container, image, args }: typeof MANIFESTS[number]) {
  const containers = [{ name: container, image, ...args ? { args } : {} }];
  return {
    apiVersion: `kubeflow.org/${version}`,
    kind: "Notebook",
    metadata: { name: `notebook-sample-${version}` },
    spec: { template: { spec: { containers } } },
  };
}
