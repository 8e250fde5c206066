import { assertEquals } from "@std/assert";
import { templateExtras } from "./template_extras.ts";

const desired = {
  metadata: { labels: { app: "x" } },
  spec: {
    serviceAccountName: "default-editor",
    containers: [{ name: "x", image: "example.org/x:1", ports: [{ containerPort: 8888 }], env: [], args: ["a"] }],
    volumes: [{ name: "v", configMap: { name: "c" } }],
    tolerations: [],
  },
};
/** As an apiserver answers it. */
const defaulted = {
  metadata: { labels: { app: "x" } },
  spec: {
    serviceAccountName: "default-editor",
    serviceAccount: "default-editor",
    containers: [{
      ...{ name: "x", image: "example.org/x:1", args: ["a"], imagePullPolicy: "IfNotPresent", resources: {} },
      ports: [{ containerPort: 8888, protocol: "TCP" }],
      ...{ terminationMessagePath: "/dev/termination-log", terminationMessagePolicy: "File" },
    }],
    volumes: [{ name: "v", configMap: { name: "c", defaultMode: 420 } }],
    ...{ dnsPolicy: "ClusterFirst", restartPolicy: "Always", schedulerName: "default-scheduler" },
    ...{ securityContext: {}, terminationGracePeriodSeconds: 30 },
  },
};

/** The answer with something more in it. */
function withMore(change: (template: Record<string, Record<string, never>>) => void) {
  const template = structuredClone(defaulted);
  change(template as never);
  return templateExtras(template, desired);
}

Deno.test("what an apiserver fills in is nothing that anybody wrote", () => {
  assertEquals(templateExtras(defaulted, desired), []);
  const latest = { spec: { containers: [{ name: "x", image: "example.org/x", imagePullPolicy: "Always" }] } };
  assertEquals(templateExtras(latest, { spec: { containers: [{ name: "x", image: "example.org/x" }] } }), []);
});

Deno.test("a label, an annotation, a field and an item that the desired template lacks are extras", () => {
  assertEquals(withMore((each) => Object.assign(each.metadata.labels, { gpu: "yes" })), ["metadata.labels.gpu"]);
  assertEquals(withMore((each) => Object.assign(each.metadata, { annotations: { a: "b" } })), ["metadata.annotations"]);
  assertEquals(withMore((each) => Object.assign(each.spec, { affinity: { nodeAffinity: { a: 1 } } })), [
    "spec.affinity",
  ]);
  assertEquals(withMore((each) => (each.spec.volumes as unknown[]).push({ name: "w", emptyDir: {} })), [
    "spec.volumes[name=w]",
  ]);
  assertEquals(withMore((each) => Object.assign(each.spec, { tolerations: [{ key: "gpu" }] })), [
    "spec.tolerations[0]",
  ]);
  assertEquals(withMore((each) => (each.spec.containers as { args: string[] }[])[0].args.push("b")), [
    "spec.containers[name=x].args[1]",
  ]);
});

Deno.test("a value other than the default is one that somebody wrote", () => {
  assertEquals(withMore((each) => Object.assign(each.spec, { terminationGracePeriodSeconds: 5 })), [
    "spec.terminationGracePeriodSeconds",
  ]);
  assertEquals(withMore((each) => Object.assign(each.spec, { serviceAccount: "other" })), ["spec.serviceAccount"]);
  const always = (each: Record<string, Record<string, never>>) =>
    Object.assign((each.spec.containers as unknown[])[0] as object, { imagePullPolicy: "Always" });
  assertEquals(withMore(always), ["spec.containers[name=x].imagePullPolicy"]);
});
