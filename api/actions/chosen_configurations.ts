import type { Notebook, PodDefault } from "../../kube/mod.ts";
import { labelsThatSelect, previewPodDefaults, RESERVED_POD_LABELS } from "../../kube/pod_defaults/mod.ts";
import { sayDisagreement } from "./configuration_words.ts";
import { fieldError } from "./field_error.ts";
import type { ConfigurationsDisagree, FieldError } from "./user_error.ts";

const PATH = ["spec", "configurations"];

/** Labels with which a notebook is selected by each configuration that is chosen; or why some cannot be. */
export function chooseConfigurations(
  wanted: readonly string[],
  podDefaults: readonly PodDefault[],
  present: Readonly<Record<string, string>>,
): { labels: Record<string, string>; errors: FieldError[] } {
  const surroundings = { present, reserved: RESERVED_POD_LABELS.Notebook };
  const found = wanted.map((name) => podDefaults.find(({ metadata }) => metadata.name === name));
  const errors = wanted.flatMap((name, index): FieldError[] => {
    const path = [...PATH, String(index)];
    const podDefault = found[index];
    if (!podDefault) {
      const allowed = podDefaults.map(({ metadata }) => metadata.name).sort();
      return [fieldError(`There is no configuration ${name}.`, path, { allowed })];
    }
    const choice = labelsThatSelect(podDefault.spec?.selector, surroundings);
    return "reason" in choice ? [fieldError(`The configuration ${name} cannot be chosen. ${choice.reason}`, path)] : [];
  });
  if (errors.length > 0) return { labels: {}, errors };
  const together = labelsThatSelect(found.map((each) => each?.spec?.selector), surroundings);
  if ("labels" in together) return { labels: together.labels, errors: [] };
  return { labels: {}, errors: [fieldError(`These cannot be chosen together. ${together.reason}`, PATH)] };
}

/**
 * Why Kubernetes would refuse the notebook's pod for the configurations that were chosen; undefined where it would not.
 * What others disagree on is not told: they may have no effect, where no webhook applies them.
 */
export function findDisagreement(
  notebook: Notebook,
  wanted: readonly string[],
  podDefaults: readonly PodDefault[],
): ConfigurationsDisagree | undefined {
  const { name, namespace, labels } = notebook.metadata;
  // As the controller labels the pod.
  const metadata = { namespace, labels: { ...labels, statefulset: name, "notebook-name": name } };
  const preview = previewPodDefaults(podDefaults, { metadata, spec: notebook.spec.template.spec });
  const conflicts = preview.conflicts.filter(({ podDefault, other }) =>
    wanted.includes(podDefault) || (other !== undefined && wanted.includes(other))
  );
  if (conflicts.length === 0) return undefined;
  return {
    type: "ConfigurationsDisagree",
    code: "CONFIGURATION_CONFLICT",
    message: sayDisagreement(conflicts[0]),
    nextStep: "Choose fewer configurations, or change what they disagree on.",
    path: PATH,
    conflicts: conflicts.map((conflict) => ({
      kind: conflict.field,
      name: conflict.name,
      between: [conflict.other ?? "form", conflict.podDefault],
      message: sayDisagreement(conflict),
    })),
  };
}
