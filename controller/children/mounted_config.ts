import { isAskedToStop } from "../../kube/explain/mod.ts";
import type { KubeObject } from "../../kube/mod.ts";
import { CONTROLLER } from "../settings.ts";
import type { Observed } from "../tool/observed.ts";
import { isLeftToOthers } from "./child_refusals.ts";
import type { Container, PodTemplate } from "./pod_template.ts";

/** Files that a tool reads at its start, in a directory that a variable of its environment names. */
export interface ConfigWish {
  /** Of the ConfigMap, which all objects of a namespace share. */
  readonly name: string;
  /** A list of directories, with `:` between them; those that the object names itself come first. */
  readonly variable: string;
  /** Where the files are seen. */
  readonly directory: string;
  /** Texts by their names. */
  readonly files: Readonly<Record<string, string>>;
}

const VOLUME = "atelier-config";

/** Whether a template mounts files of ours. */
export function mountsConfig(template: PodTemplate | undefined): boolean {
  return template?.spec?.volumes?.some((each) => each.name === VOLUME) === true;
}

/**
 * Whether an object's next template is to have its files. A workload from before us never had them, and what runs by it
 * is neither touched nor said to be out of date: it gets them at a start or restart. Nobody gets files of others that are
 * in the place of ours.
 */
export function usesConfig(
  { object, workload, refusals }: Pick<Observed, "object" | "workload" | "refusals">,
  { isRestarting, now }: { isRestarting: boolean; now: Date },
): boolean {
  const { ConfigMap: refusal } = refusals;
  if (refusal && isLeftToOthers(refusal) && refusal.retryAtMs > now.getTime()) return false;
  if (!workload || isRestarting || mountsConfig(workload.spec?.template)) return true;
  return workload.spec?.replicas === 0 && !isAskedToStop(object);
}

/** A template whose first container, the tool, sees the files; one that has other things in their place is left so. */
export function mountConfig(template: PodTemplate, config: ConfigWish | undefined): PodTemplate {
  const [tool, ...others] = template.spec?.containers ?? [];
  if (!config || !tool || isPlaceTaken(template, tool, config)) return template;
  // Optional: a pod that comes by itself after the ConfigMap was deleted starts all the same.
  const source = { name: config.name, optional: true };
  const volumes = [...(template.spec!.volumes ?? []), { name: VOLUME, configMap: source }];
  return { ...template, spec: { ...template.spec!, volumes, containers: [withFiles(tool, config), ...others] } };
}

/** Names of volumes and places of mounts are each there once. */
function isPlaceTaken({ spec }: PodTemplate, { volumeMounts = [] }: Container, { directory }: ConfigWish): boolean {
  return spec?.volumes?.some((each) => each.name === VOLUME) === true ||
    volumeMounts.some((each) => each.mountPath.replace(/\/+$/, "") === directory);
}

function withFiles(tool: Container, { variable, directory }: ConfigWish): Container {
  const env = tool.env ?? [];
  const isNamed = env.some((each) => each.name === variable);
  const added = { name: variable, value: directory };
  return {
    ...tool,
    env: isNamed
      ? env.map((each) =>
        each.name === variable ? { ...each, value: [each.value, directory].filter(Boolean).join(":") } : each
      )
      : [...env, added],
    volumeMounts: [...(tool.volumeMounts ?? []), { name: VOLUME, mountPath: directory, readOnly: true }],
  };
}

/** The apply body of the ConfigMap with the files. It is owned by no object: the others need it too. */
export function configMapBody(
  namespace: string,
  { name, files }: ConfigWish,
): KubeObject & { data: ConfigWish["files"] } {
  const labels = { "app.kubernetes.io/managed-by": CONTROLLER };
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace, labels }, data: files };
}
