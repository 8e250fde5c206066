import { assert, assertEquals } from "@std/assert";
import { parse } from "@std/yaml";
import kubeflow from "../test/fixtures/kubeflow-1.11-notebooks.json" with { type: "json" };
import { fillDefaults, prune, validate } from "../kube/structural/mod.ts";
import { CRD_MAX_BYTES, notebookCrd, printCrds } from "./gen_crds.ts";
import type { StructuralSchema } from "./structural_schema.ts";

const versions = notebookCrd().spec.versions;
const schema = versions[0].schema.openAPIV3Schema;
const podSpec = schema.properties!.spec.properties!.template.properties!.spec;
const minimal = { spec: { template: { spec: { containers: [{ name: "a", image: "b" }] } } } };

/** What an apiserver would refuse in `value`, as `field: problem`. */
function faultsOf(schema: StructuralSchema, value: unknown): string[] {
  const object = prune(value, schema, "", [], { isCustom: true });
  fillDefaults(object, schema);
  return validate(object, schema, "", { isCustom: true }).map(({ field, message }) => `${field}: ${message}`);
}

/** Every schema within `each`, with its path. */
function* walk(each: StructuralSchema, path = ""): Generator<[string, StructuralSchema]> {
  yield [path, each];
  for (const [name, property] of Object.entries(each.properties ?? {})) yield* walk(property, `${path}.${name}`);
  if (each.items) yield* walk(each.items, `${path}[]`);
  if (each.additionalProperties) yield* walk(each.additionalProperties, `${path}{}`);
}

Deno.test("every Notebook that Kubeflow 1.11's users applied or its apiserver served is valid in every version", () => {
  for (const version of versions) {
    for (const notebook of kubeflow) {
      assertEquals(faultsOf(version.schema.openAPIV3Schema, notebook), [], notebook.metadata.name);
    }
  }
});

Deno.test("the schemas are structural: a type everywhere, properties never beside additionalProperties", () => {
  for (const [path, each] of walk(schema)) {
    assert(each.type !== undefined || each["x-kubernetes-int-or-string"], `${path} has no type`);
    assert(!(each.properties && each.additionalProperties), `${path} has both`);
    assert(each.type !== "array" || each.items, `${path} has no items`);
    assert(!JSON.stringify(each).includes("$ref"), `${path} has a reference`);
  }
});

Deno.test("every object of the PodSpec keeps unknown fields, in every version alike", () => {
  for (const version of versions) {
    const spec = version.schema.openAPIV3Schema.properties!.spec.properties!.template.properties!.spec;
    for (const [path, each] of walk(spec)) {
      if (each.type !== "object" || each.additionalProperties) continue;
      assertEquals(each["x-kubernetes-preserve-unknown-fields"], true, `${version.name} ${path}`);
    }
  }
});

Deno.test("the versions differ in descriptions only, and only v1 has them", () => {
  const bare = versions.map((version) =>
    JSON.stringify(
      version.schema,
      (key, value) => key === "description" && typeof value === "string" ? undefined : value,
    )
  );
  assertEquals(new Set(bare).size, 1);
  assertEquals(versions.map((version) => JSON.stringify(version.schema).includes('"description":"')), [
    true,
    false,
    false,
  ]);
});

Deno.test("only ports and topologySpreadConstraints are lists with keys, and each key is required or has a default", () => {
  const maps = [...walk(podSpec)].filter(([, each]) => each["x-kubernetes-list-type"]);
  assertEquals(maps.map(([path]) => path), [
    ".containers[].ports",
    ".ephemeralContainers[].ports",
    ".initContainers[].ports",
    ".topologySpreadConstraints",
  ]);
  for (const [path, each] of maps) {
    for (const key of each["x-kubernetes-list-map-keys"]!) {
      const item = each.items!;
      assert(item.required!.includes(key) || item.properties![key].default !== undefined, `${path} ${key}`);
    }
  }
});

Deno.test("no default but a port's protocol is written into a Notebook", () => {
  const defaults = [...walk(schema)].filter(([, each]) => each.default !== undefined);
  assertEquals([...new Set(defaults.map(([path, each]) => `${path.split(".").at(-1)} ${each.default}`))], [
    "protocol TCP",
  ]);
});

Deno.test("a Notebook needs a container with a name and an image", () => {
  assertEquals(faultsOf(schema, minimal), []);
  const without = (containers: unknown[]) => faultsOf(schema, { spec: { template: { spec: { containers } } } });
  assertEquals(without([]), [
    "spec.template.spec.containers: Invalid value: 0: spec.template.spec.containers in body should have at least 1 items",
  ]);
  assertEquals(without([{ name: "a" }]), ["spec.template.spec.containers[0].image: Required value"]);
});

Deno.test("quantities are text or integers, and a text that is none is refused", () => {
  const cpu = (value: unknown) =>
    faultsOf(schema, {
      spec: { template: { spec: { containers: [{ name: "a", image: "b", resources: { limits: { cpu: value } } }] } } },
    });
  for (const good of ["500m", "0.5", 1, "1e3", ".5", "1Gi"]) assertEquals(cpu(good), []);
  for (const bad of ["half", "1 Gi", "", "1gib"]) assertEquals(cpu(bad).length, 1, bad);
});

Deno.test("duplicate env names stay valid, duplicate ports do not", () => {
  const container = (rest: object) =>
    faultsOf(schema, { spec: { template: { spec: { containers: [{ name: "a", image: "b", ...rest }] } } } });
  assertEquals(container({ env: [{ name: "A" }, { name: "A", value: "2" }] }), []);
  assertEquals(container({ ports: [{ containerPort: 1 }, { containerPort: 1, protocol: "TCP" }] }).length, 1);
});

Deno.test("a status needs conditions, readyReplicas and containerState, and null conditions are refused", () => {
  const status = (value: unknown) => faultsOf(schema, { ...minimal, status: value });
  assertEquals(status({ conditions: [], readyReplicas: 0, containerState: {} }), []);
  assertEquals(status({}).length, 3);
  assertEquals(status({ conditions: null, readyReplicas: 0, containerState: {} }), [
    "status.conditions: Required value",
  ]);
});

Deno.test("the printed file reads back as the same object and is small enough for kubectl apply", () => {
  const text = printCrds()["crds/kubeflow.org_notebooks.yaml"];
  assertEquals(parse(text), JSON.parse(JSON.stringify(notebookCrd())));
  assert(JSON.stringify(notebookCrd()).length <= CRD_MAX_BYTES);
});
