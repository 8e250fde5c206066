import { assertEquals } from "@std/assert";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { desiredTemplate, toolPort } from "./pod_template.ts";

const withFsGroup = { addFsGroup: true };

Deno.test("desiredTemplate() fills in what Kubeflow's controller would", () => {
  assertEquals(desiredTemplate(exampleNotebook(), withFsGroup).template, {
    metadata: { labels: { statefulset: "train", "notebook-name": "train" } },
    spec: {
      securityContext: { fsGroup: 100 },
      containers: [{
        name: "train",
        image: "quay.io/jupyter/minimal-notebook:latest",
        workingDir: "/home/jovyan",
        ports: [{ containerPort: 8888, name: "notebook-port", protocol: "TCP" }],
        env: [{ name: "NB_PREFIX", value: "/notebook/team/train" }],
      }],
    },
  });
});

Deno.test("desiredTemplate() leaves what the notebook says, but for a wrong NB_PREFIX", () => {
  const container = {
    name: "main",
    image: "a",
    workingDir: "/work",
    ports: [{ containerPort: 8787 }],
    env: [{ name: "NB_PREFIX", value: "/wrong" }, { name: "A", value: "$(NB_PREFIX)" }],
  };
  const notebook = exampleNotebook({ spec: { containers: [container, { name: "side" }], securityContext: {} } });
  const { spec } = desiredTemplate(notebook, withFsGroup).template;
  assertEquals(spec?.securityContext, {});
  assertEquals(spec?.containers, [
    { ...container, env: [{ name: "NB_PREFIX", value: "/notebook/team/train" }, { name: "A", value: "$(NB_PREFIX)" }] },
    { name: "side" },
  ]);
  assertEquals(toolPort(notebook), 8787);
  // A Service that asks for port 0 is given another one by the apiserver, which would look like somebody's doing.
  notebook.spec.template.spec.containers[0].ports = [{ containerPort: 0 }];
  assertEquals(toolPort(notebook), 8888);
});

Deno.test("desiredTemplate() adds no fsGroup where the admin switched that off", () => {
  assertEquals(desiredTemplate(exampleNotebook(), { addFsGroup: false }).template.spec?.securityContext, undefined);
});

Deno.test("desiredTemplate() copies annotations, but for those about the notebook or its tools", () => {
  const annotations = {
    "sidecar.istio.io/inject": "true",
    "kubectl.kubernetes.io/last-applied-configuration": "{}",
    "notebooks.kubeflow.org/last-activity": "x",
    "kubeflow-resource-stopped": "x",
    "atelier.dev/keep-until": "x",
    "argocd.argoproj.io/sync-wave": "1",
    "meta.helm.sh/release-name": "r",
  };
  const notebook = exampleNotebook({ metadata: { annotations } });
  assertEquals(desiredTemplate(notebook, withFsGroup).template.metadata?.annotations, {
    "sidecar.istio.io/inject": "true",
  });
});

Deno.test("desiredTemplate() lets no label of the notebook take its pod from its Service", () => {
  const notebook = exampleNotebook({
    metadata: { labels: { statefulset: "other", "notebook-name": "other", app: "a" } },
  });
  assertEquals(desiredTemplate(notebook, withFsGroup).template.metadata?.labels, {
    app: "a",
    statefulset: "train",
    "notebook-name": "train",
  });
});

Deno.test("desiredTemplate() merges duplicates as the kubelet would, and names them", () => {
  const notebook = exampleNotebook({
    spec: {
      containers: [{
        name: "train",
        image: "a",
        env: [{ name: "A", value: "1" }, { name: "B", value: "x" }, { name: "A", value: "2" }],
        ports: [{ containerPort: 80, name: "one" }, { containerPort: 80, name: "two", protocol: "TCP" }],
      }],
      imagePullSecrets: [{ name: "s" }, { name: "s" }],
    },
  });
  const { template, merged } = desiredTemplate(notebook, withFsGroup);
  const [container] = template.spec!.containers;
  assertEquals(container.env?.map((each) => `${each.name}=${each.value}`), [
    "B=x",
    "A=2",
    "NB_PREFIX=/notebook/team/train",
  ]);
  assertEquals(container.ports, [{ containerPort: 80, name: "one" }]);
  assertEquals(template.spec?.imagePullSecrets, [{ name: "s" }]);
  assertEquals([...merged].sort(), ["environment of train", "ports of train", "pull secrets"]);
});
