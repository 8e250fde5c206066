import type { z } from "zod";
import { parse } from "@std/yaml";
import { isFields } from "../../kube/json_value.ts";
import { DEFAULT_FORM, type FormProblem, type ImageGroup, type NotebookFormSettings } from "../notebook_form.ts";
import {
  configurationsKey,
  dataVolumesKey,
  environmentKey,
  gpusKey,
  IMAGE_KEYS,
  imageKey,
  pullPolicyKey,
  quantityKey,
  sharedMemoryKey,
  toImageGroup,
  workspaceKey,
} from "./form_keys.ts";

/** What the form of Kubeflow has and ours not yet, with where the value stands that would have an effect. */
const NOT_YET = ["affinityConfig", "tolerationGroup"];
/** What only changes how Kubeflow's own form looks. */
const OF_LOOKS = ["allowCustomImage", "hideRegistry", "hideTag"];

/**
 * Reads the admin's form for new notebooks: Kubeflow's spawner_ui_config.yaml as it is. A key that cannot be read, or that
 * is not known, is a problem that is told, and its default holds: one mistake must not take the whole form away. Throws
 * where it is no such file at all.
 */
export function readForm(content: string): NotebookFormSettings {
  const keys = keysOf(parse(content));
  const problems: FormProblem[] = [];
  const read = <Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> | undefined => {
    if (keys[name] === undefined || keys[name] === null) return undefined;
    const result = schema.safeParse(keys[name]);
    if (result.success) return result.data;
    for (const { path, message } of result.error.issues) problems.push({ path: [name, ...path.map(String)], message });
    return undefined;
  };
  const allowsCustom = keys.allowCustomImage !== false;
  const images = IMAGE_KEYS.flatMap((name): ImageGroup[] => {
    const key = read(name, imageKey);
    const group = key && toImageGroup(name, key, allowsCustom);
    return group ? [group] : [];
  });
  const form = {
    images,
    cpu: read("cpu", quantityKey) ?? DEFAULT_FORM.cpu,
    memory: read("memory", quantityKey) ?? DEFAULT_FORM.memory,
    accelerators: read("gpus", gpusKey) ?? DEFAULT_FORM.accelerators,
    workspace: read("workspaceVolume", workspaceKey) ?? DEFAULT_FORM.workspace,
    dataVolumes: read("dataVolumes", dataVolumesKey) ?? DEFAULT_FORM.dataVolumes,
    sharedMemory: read("shm", sharedMemoryKey) ?? DEFAULT_FORM.sharedMemory,
    configurations: read("configurations", configurationsKey) ?? DEFAULT_FORM.configurations,
    environment: read("environment", environmentKey) ?? DEFAULT_FORM.environment,
    imagePullPolicy: read("imagePullPolicy", pullPolicyKey) ?? DEFAULT_FORM.imagePullPolicy,
  };
  return { ...form, problems: [...problems, ...unusedKeys(keys)] };
}

function keysOf(document: unknown): Record<string, unknown> {
  const keys = isFields(document) ? document.spawnerFormDefaults : undefined;
  if (isFields(keys)) return keys;
  throw new Error("it has no spawnerFormDefaults, as Kubeflow's spawner_ui_config.yaml has");
}

function unusedKeys(keys: Record<string, unknown>): FormProblem[] {
  const known = [
    ...IMAGE_KEYS,
    ...OF_LOOKS,
    ...["cpu", "memory", "gpus", "workspaceVolume", "dataVolumes", "shm", "configurations", "environment"],
    "imagePullPolicy",
  ];
  return Object.entries(keys).filter(([name]) => !known.includes(name)).flatMap(([name, key]): FormProblem[] => {
    if (!NOT_YET.includes(name)) return [{ path: [name], message: "is no key of the form" }];
    const { value } = isFields(key) ? key : {};
    return value ? [{ path: [name, "value"], message: "has no effect yet" }] : [];
  });
}
