import { assert, assertEquals } from "@std/assert";
import type { ImageGroup } from "../notebook_form.ts";
import { toTokenMark } from "./client_token.ts";
import { draftNotebook } from "./notebook_draft.ts";
import { createNotebookSchema } from "./notebook_input.ts";

const IMAGES: ImageGroup[] = [{
  serverType: "JUPYTER",
  displayName: "JupyterLab",
  allowsCustom: false,
  default: "a/b:1",
  options: [{ reference: "a/b:1", displayName: "B" }, { reference: "a/c:1", displayName: "C" }],
}];

function draft(input: Record<string, unknown>, images = IMAGES) {
  const parsed = createNotebookSchema.parse({ namespace: "demo", name: "one", dryRun: false, ...input });
  return draftNotebook(parsed, {
    creator: "carol",
    images,
    serviceAccountName: "default-editor",
    mark: toTokenMark("carol", "m", "t", parsed),
  });
}

Deno.test("draftNotebook() makes the body that Kubeflow's form makes", () => {
  const { draft: made } = draft({ spec: { cpu: "0.5", memoryLimit: "2048Mi" } });
  assert(made);
  const { metadata, spec } = made.object;
  assertEquals(metadata.labels, { app: "one" });
  assertEquals(metadata.annotations?.["notebooks.kubeflow.org/server-type"], "jupyter");
  assertEquals(metadata.annotations?.["notebooks.kubeflow.org/creator"], "carol");
  const [container] = spec.template.spec.containers;
  assertEquals([container.name, container.image, container.imagePullPolicy], ["one", "a/b:1", "IfNotPresent"]);
  assertEquals(container.resources, { requests: { cpu: "500m", memory: "1Gi" }, limits: { memory: "2Gi" } });
  assertEquals(spec.template.spec.serviceAccountName, "default-editor");
  assertEquals(spec.template.spec.volumes?.map((each) => each.name), ["dshm", "workspace"]);
  const [{ claim }] = made.newClaims;
  assertEquals(claim.metadata.name, "one-workspace");
  const token = metadata.annotations?.["atelier.dev/client-token"];
  assertEquals(claim.metadata.annotations?.["atelier.dev/client-token"], token);
});

Deno.test("draftNotebook() refuses an image beyond the admin's list, and says which there are", () => {
  const { errors } = draft({ spec: { image: "evil/x" } });
  assertEquals(errors.map(({ path, allowed }) => [path, allowed]), [[["spec", "image"], ["a/b:1", "a/c:1"]]]);
  assertEquals(draft({ spec: { image: "a/c:1" } }).errors, []);
  const free = [{ ...IMAGES[0], allowsCustom: true }];
  assertEquals(draft({ spec: { image: "registry:5000/x/y@sha256:" + "a".repeat(64) } }, free).errors, []);
  const readOnly = [{ ...IMAGES[0], isReadOnly: true, allowsCustom: true }];
  assertEquals(draft({ spec: { image: "a/c:1" } }, readOnly).errors.length, 1);
});

Deno.test("createNotebookSchema knows what a reference of an image is", () => {
  const isOk = (image: string) =>
    createNotebookSchema.safeParse({ namespace: "d", name: "n", dryRun: false, spec: { image } }).success;
  for (
    const image of [
      "python",
      "jupyter/scipy-notebook:latest",
      "quay.io/jupyter/minimal-notebook:2024-01-01",
      "localhost:5000/a_b/c--d:v1.0",
      "kubeflownotebookswg/jupyter-scipy:v1.8.0",
    ]
  ) assertEquals(isOk(image), true, image);
  for (const image of ["", "a b", "a:b:c", "http://x/y", "-a", "a//b", "a@sha256:zz"]) {
    assertEquals(isOk(image), false, image);
  }
});
