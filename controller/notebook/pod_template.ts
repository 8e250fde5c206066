import { notebookPath } from "../../kube/explain/mod.ts";
import type { Notebook } from "../../kube/mod.ts";
import { mergeDuplicates } from "../children/merge_duplicates.ts";
import type { Container, PodSpec, PodTemplate } from "../children/pod_template.ts";
import { templateMetadata } from "../children/template_metadata.ts";

/** The port of a tool whose notebook names none. */
export const DEFAULT_PORT = 8888;

/** The template that a notebook wants, and what had to be merged for it, in words. */
export interface DesiredTemplate {
  template: PodTemplate;
  merged: readonly string[];
}

/** The pod template of a notebook: its own, with Kubeflow's defaults where it says nothing. */
export function desiredTemplate(notebook: Notebook, { addFsGroup }: { addFsGroup: boolean }): DesiredTemplate {
  const { spec, merged } = mergeDuplicates(withoutLeftovers(notebook.spec.template.spec));
  const [first, ...others] = spec.containers;
  const { name } = notebook.metadata;
  return {
    template: {
      metadata: templateMetadata(notebook, { statefulset: name, "notebook-name": name }),
      spec: {
        ...spec,
        ...(addFsGroup && !spec.securityContext ? { securityContext: { fsGroup: 100 } } : {}),
        containers: first ? [toolContainer(first, notebook), ...others] : [],
      },
    },
    merged,
  };
}

/**
 * Kubeflow's web apps wrote a field of Jobs into every notebook until 0.7. Its controller never saw it; an apiserver refuses
 * an apply with it.
 */
function withoutLeftovers(spec: PodSpec & { ttlSecondsAfterFinished?: number }): PodSpec {
  const { ttlSecondsAfterFinished: _, ...own } = spec;
  return own;
}

/** The port that the tool listens on. */
export function toolPort(notebook: Notebook): number {
  return notebook.spec.template.spec.containers[0]?.ports?.[0]?.containerPort || DEFAULT_PORT;
}

function toolContainer(container: Container, notebook: Notebook): Container {
  const { workingDir, ports } = container;
  const named = [{ containerPort: DEFAULT_PORT, name: "notebook-port", protocol: "TCP" }];
  return {
    ...container,
    workingDir: workingDir || "/home/jovyan",
    ports: ports?.length ? ports : named,
    env: withPrefix(container.env ?? [], notebook),
  };
}

/** NB_PREFIX in its place, or at the end, whatever value was there. */
function withPrefix(env: NonNullable<Container["env"]>, { metadata }: Notebook): NonNullable<Container["env"]> {
  const prefix = { name: "NB_PREFIX", value: notebookPath(metadata.namespace!, metadata.name).replace(/\/$/, "") };
  return env.some((each) => each.name === prefix.name)
    ? env.map((each) => each.name === prefix.name ? prefix : each)
    : [...env, prefix];
}
