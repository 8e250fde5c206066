import { assert, assertEquals } from "@std/assert";
import { parse } from "@std/yaml";
import recordedNotebooks from "../test/fixtures/kubeflow-1.11-notebooks.json" with { type: "json" };
import recordedOthers from "../test/fixtures/kubeflow-1.11-tensorboards-and-viewers.json" with { type: "json" };
import { fillDefaults, prune, validate } from "../kube/structural/mod.ts";
import { allCrds, CRD_MAX_BYTES, printCrds } from "./gen_crds.ts";
import type { StructuralSchema } from "./structural_schema.ts";

const crds = allCrds();
const versionsOf = (kind: string) => crds.find((crd) => crd.spec.names.kind === kind)!.spec.versions;
const schemaOf = (kind: string) => versionsOf(kind)[0].schema.openAPIV3Schema;
const versions = versionsOf("Notebook");
const schema = versions[0].schema.openAPIV3Schema;
const podSpec = schema.properties!.spec.properties!.template.properties!.spec;
const minimal = { spec: { template: { spec: { containers: [{ name: "a", image: "b" }] } } } };

/** What an apiserver would refuse in `value`, as `field: problem`. */
function faultsOf(schema: StructuralSchema, value: unknown): string[] {
  return validate(admit(schema, value), schema, "", { isCustom: true }).map(({ field, message }) =>
    `${field}: ${message}`
  );
}

/** `value` as an apiserver would store it; the paths of what it would drop are added to `dropped`. */
function admit(schema: StructuralSchema, value: unknown, dropped: string[] = []): unknown {
  const object = prune(value, schema, "", dropped, { isCustom: true });
  fillDefaults(object, schema);
  return object;
}

/** Every schema within `each`, with its path. */
function* walk(each: StructuralSchema, path = ""): Generator<[string, StructuralSchema]> {
  yield [path, each];
  for (const [name, property] of Object.entries(each.properties ?? {})) yield* walk(property, `${path}.${name}`);
  if (each.items) yield* walk(each.items, `${path}[]`);
  if (each.additionalProperties) yield* walk(each.additionalProperties, `${path}{}`);
}

Deno.test("whatever Kubeflow 1.11's users applied or its apiserver served is valid in every version, and kept whole", () => {
  for (const object of [...recordedNotebooks, ...recordedOthers]) {
    for (const version of versionsOf(object.kind)) {
      const dropped: string[] = [];
      admit(version.schema.openAPIV3Schema, object, dropped);
      const faults = faultsOf(version.schema.openAPIV3Schema, object);
      assertEquals([faults, dropped], [[], []], `${object.kind} ${object.metadata.name}`);
    }
  }
});

Deno.test("the schemas are structural: a type everywhere, properties never beside additionalProperties", () => {
  for (const crd of crds) {
    for (const [path, each] of walk(crd.spec.versions[0].schema.openAPIV3Schema)) {
      assert(each.type !== undefined || each["x-kubernetes-int-or-string"], `${path} has no type`);
      assert(!(each.properties && each.additionalProperties), `${path} has both`);
      assert(each.type !== "array" || each.items, `${path} has no items`);
      assert(!JSON.stringify(each).includes("$ref"), `${path} has a reference`);
    }
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
  for (const [path, each] of walk(schemaOf("PVCViewer").properties!.spec.properties!.podSpec)) {
    if (each.type !== "object" || each.additionalProperties) continue;
    assertEquals(each["x-kubernetes-preserve-unknown-fields"], true, `PVCViewer ${path}`);
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

Deno.test("a PVCViewer may name its claim alone, as the thesis' does, and an empty pod is none", () => {
  const viewer = schemaOf("PVCViewer");
  assertEquals(admit(viewer, { spec: { pvc: "logs" } }), { spec: { pvc: "logs", rwoScheduling: false } });
  assertEquals(faultsOf(viewer, { spec: { pvc: "logs", podSpec: { containers: null } } }), []);
  assertEquals(faultsOf(viewer, { spec: {} }), ["spec.pvc: Required value"]);
  assertEquals(faultsOf(viewer, { spec: { pvc: "logs", networking: { targetPort: "http" } } }), []);
});

Deno.test("a viewer's status says that it is not ready until somebody says otherwise", () => {
  assertEquals(admit(schemaOf("PVCViewer"), { spec: { pvc: "a" }, status: {} }), {
    spec: { pvc: "a", rwoScheduling: false },
    status: { ready: false },
  });
});

Deno.test("a Tensorboard needs the path of its logs, and its conditions the name that Kubeflow gave them", () => {
  const tensorboard = schemaOf("Tensorboard");
  assertEquals(faultsOf(tensorboard, { spec: {} }), ["spec.logspath: Required value"]);
  const full = {
    logspath: "s3://bucket/runs",
    logDirectories: [{ name: "other", path: "pvc://logs/run1" }],
    image: "tensorflow/tensorflow:2.20.0",
    resources: { requests: { cpu: "100m" } },
    serviceAccountName: "default-editor",
    envFrom: [{ secretRef: { name: "s3" } }],
    secretRef: { name: "s3" },
    env: [{ name: "AWS_ENDPOINT_URL_S3", value: "http://minio" }],
    reloadIntervalSeconds: 0,
  };
  const dropped: string[] = [];
  admit(tensorboard, { spec: full }, dropped);
  assertEquals([faultsOf(tensorboard, { spec: full }), dropped], [[], []]);
  assertEquals(faultsOf(tensorboard, { spec: { logspath: "", reloadIntervalSeconds: -1 } }).length, 1);
  const status = { conditions: [{ type: "Ready", status: "True" }], readyReplicas: 1 };
  assertEquals(faultsOf(tensorboard, { spec: { logspath: "" }, status }), [
    "status.conditions[0].deploymentState: Required value",
  ]);
});

Deno.test("a PodDefault needs a selector, which may be empty", () => {
  assertEquals(faultsOf(schemaOf("PodDefault"), { spec: { selector: {} } }), []);
  assertEquals(faultsOf(schemaOf("PodDefault"), { spec: { desc: "a" } }), ["spec.selector: Required value"]);
});

Deno.test("every kind has a short name of its own and says its age", () => {
  const names = crds.flatMap((crd) => crd.spec.names.shortNames);
  assertEquals([...new Set(names)], ["nb", "tb", "pvcv", "pd"]);
  for (const crd of crds) {
    for (const version of crd.spec.versions) assertEquals(version.additionalPrinterColumns.at(-1)?.name, "Age");
  }
});

Deno.test("the printed files read back as the same objects and are small enough for kubectl apply", () => {
  const texts = printCrds();
  assertEquals(Object.keys(texts).length, crds.length);
  for (const crd of crds) {
    const text = texts[`crds/${crd.spec.group}_${crd.spec.names.plural}.yaml`];
    assertEquals(parse(text), JSON.parse(JSON.stringify(crd)));
    assert(JSON.stringify(crd).length <= CRD_MAX_BYTES);
  }
});
