import { assertEquals } from "@std/assert";
import type { UntypedObject } from "../object.ts";
import { completeType } from "./builtin_defaults.ts";

function complete(kind: string, fields: object): UntypedObject {
  const object: UntypedObject = { kind, metadata: { name: "x" }, ...fields };
  completeType(object);
  return object;
}

Deno.test("a pod's images are pulled by their tag, and its limits are what it asks for", () => {
  const images = ["a", "a:latest", "a:1", "host:5000/a", "host:5000/a:1", "a@sha256:0"];
  const { spec } = complete("Pod", { spec: { containers: images.map((image) => ({ image })) } });
  const { containers, enableServiceLinks, securityContext } = spec as Record<string, Record<string, unknown>[]>;
  assertEquals(containers.map((each) => each.imagePullPolicy), [
    ...["Always", "Always", "IfNotPresent", "Always", "IfNotPresent", "IfNotPresent"],
  ]);
  assertEquals([enableServiceLinks, securityContext] as unknown[], [true, {}]);
  const resources = { limits: { cpu: "1", memory: "1Gi" }, requests: { cpu: "100m" } };
  const limited = complete("Pod", { spec: { containers: [{ image: "a", resources }] } });
  assertEquals((limited.spec as { containers: { resources: unknown }[] }).containers[0].resources, {
    ...resources,
    requests: { cpu: "100m", memory: "1Gi" },
  });
});

Deno.test("a volume without a type is an empty directory, and an account has both of its names", () => {
  const { spec } = complete("Pod", { spec: { serviceAccount: "a", volumes: [{ name: "v" }], containers: [] } });
  const { volumes, serviceAccountName } = spec as Record<string, unknown>;
  assertEquals([volumes, serviceAccountName], [[{ name: "v", emptyDir: {} }], "a"]);
});

Deno.test("StatefulSets, Services, bindings, namespaces and definitions get what follows from their fields", () => {
  assertEquals(complete("StatefulSet", { spec: { template: { spec: {} }, updateStrategy: {} } }).spec, {
    template: { spec: { securityContext: {} } },
    updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 0 } },
  });
  assertEquals(complete("Service", { spec: { ports: [{ port: 80 }] } }).spec, {
    ports: [{ port: 80, targetPort: 80 }],
    internalTrafficPolicy: "Cluster",
  });
  const subjects = [{ kind: "User", name: "x" }, { kind: "ServiceAccount", name: "y" }];
  assertEquals(complete("RoleBinding", { subjects }).subjects, [
    { kind: "User", name: "x", apiGroup: "rbac.authorization.k8s.io" },
    { kind: "ServiceAccount", name: "y" },
  ]);
  assertEquals(complete("Namespace", {}).metadata.labels, { "kubernetes.io/metadata.name": "x" });
  assertEquals(complete("CustomResourceDefinition", { spec: { names: { kind: "Thing" } } }).spec, {
    names: { kind: "Thing", singular: "thing", listKind: "ThingList" },
    conversion: { strategy: "None" },
  });
});
