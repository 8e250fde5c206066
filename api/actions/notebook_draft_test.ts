import { assert, assertEquals } from "@std/assert";
import { DEFAULT_FORM, type ImageGroup } from "../notebook_form.ts";
import { toTokenMark } from "./client_token.ts";
import { draftNotebook, type DraftOptions } from "./notebook_draft.ts";
import { createNotebookSchema } from "./notebook_input.ts";

const IMAGES: ImageGroup[] = [{
  serverType: "JUPYTER",
  displayName: "JupyterLab",
  allowsCustom: false,
  default: "a/b:1",
  options: [{ reference: "a/b:1", displayName: "B" }, { reference: "a/c:1", displayName: "C" }],
}];

function draft(input: Record<string, unknown>, images = IMAGES, more: Partial<DraftOptions> = {}) {
  const parsed = createNotebookSchema.parse({ namespace: "demo", name: "one", dryRun: false, ...input });
  return draftNotebook(parsed, {
    creator: "carol",
    form: { ...DEFAULT_FORM, images },
    podDefaults: [],
    serviceAccountName: "default-editor",
    mark: toTokenMark("carol", "m", "t", parsed),
    ...more,
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
  assertEquals(errors.map((error) => [error.path, "allowed" in error && error.allowed]), [[["spec", "image"], [
    "a/b:1",
    "a/c:1",
  ]]]);
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

Deno.test("draftNotebook() takes the admin's factor for limits that are not chosen", () => {
  const form = {
    ...DEFAULT_FORM,
    images: IMAGES,
    cpu: { value: "500m", limitFactor: 1.2 },
    memory: { value: "1Gi", limitFactor: 1.5 },
  };
  const limits = (spec: Record<string, unknown>) =>
    draft({ spec }, IMAGES, { form }).draft?.object.spec.template.spec.containers[0].resources?.limits;
  assertEquals(limits({}), { cpu: "600m", memory: "1536Mi" });
  assertEquals(limits({ cpu: "2", memoryLimit: "4Gi" }), { cpu: "2400m", memory: "4Gi" });
  assertEquals(limits({ accelerator: { resource: "nvidia.com/gpu", count: 2 } })?.["nvidia.com/gpu"], "2");
  assertEquals(limits({ accelerator: { resource: "nvidia.com/gpu", count: 0 } })?.["nvidia.com/gpu"], undefined);
});

Deno.test("draftNotebook() leaves out shared memory and the workspace where they are not wanted", () => {
  const { draft: made } = draft({ spec: { hasWorkspace: false, sharedMemory: false } });
  assertEquals(made?.object.spec.template.spec.volumes, []);
  assertEquals(made?.newClaims, []);
});

const podDefault = (name: string, spec: Record<string, unknown>) =>
  ({ metadata: { name, namespace: "demo" }, spec }) as never;
const selecting = (label: string) => ({ matchLabels: { [label]: "true" } });

Deno.test("draftNotebook() labels the notebook so that the chosen configurations select it", () => {
  const podDefaults = [
    podDefault("token", { selector: selecting("access-token") }),
    podDefault("proxy", { selector: { matchExpressions: [{ key: "proxy", operator: "In", values: ["on", "off"] }] } }),
  ];
  const { draft: made } = draft({ spec: { configurations: ["token", "proxy"] } }, IMAGES, { podDefaults });
  assertEquals(made?.object.metadata.labels, { app: "one", "access-token": "true", proxy: "on" });
});

Deno.test("draftNotebook() says which configuration cannot be chosen, and on what those that are disagree", () => {
  const env = (value: string) => [{ name: "PROXY", value }];
  const podDefaults = [
    podDefault("a", { selector: selecting("a"), env: env("x") }),
    podDefault("b", { selector: selecting("b"), env: env("y") }),
    podDefault("never", { selector: { matchLabels: { "notebook-name": "other" } } }),
  ];
  const errorsOf = (configurations: string[]) => draft({ spec: { configurations } }, IMAGES, { podDefaults }).errors;
  assertEquals(errorsOf(["a"]), []);
  assertEquals(errorsOf(["a", "gone", "never"]).map(({ path }) => path?.at(-1)), ["1", "2"]);
  const [error, ...others] = errorsOf(["a", "b"]);
  assert(error.type === "ConfigurationsDisagree");
  assertEquals(others, []);
  assertEquals(error.message, "The configurations a and b disagree about the variable PROXY.");
  assertEquals(error.conflicts.map(({ kind, name, between }) => [kind, name, between]), [["env", "PROXY", ["a", "b"]]]);
});
