import type { Notebook, PodDefault, Store } from "../kube/mod.ts";
import { additionsOf, type ConfigurationAddition } from "./configuration_additions.ts";
import { labelsThatSelect, matchingPodDefaults, RESERVED_POD_LABELS } from "../kube/pod_defaults/mod.ts";

/** A configuration as a form offers it. */
export interface ConfigurationChoice {
  key: string;
  displayName: string;
  description?: string;
  /** What a server gets by it. */
  additions: readonly ConfigurationAddition[];
  /** Why it cannot be chosen; undefined: it can. */
  unavailableReason?: string;
}

/** Whether a configuration selects the pods of a notebook, by the labels that they get. */
export function isSelected(notebook: Notebook, podDefault: PodDefault): boolean {
  return matchingPodDefaults([podDefault], podOf(notebook)).length > 0;
}

/** Names of the configurations that select a notebook. */
export function configurationsOf(notebook: Notebook, podDefaults: Pick<Store<PodDefault>, "list">): string[] {
  const all = podDefaults.list(notebook.metadata.namespace);
  return matchingPodDefaults(all, podOf(notebook)).map(({ metadata }) => metadata.name);
}

/** The configurations of a namespace as the form for a notebook offers them, by name. */
export function choicesOf(podDefaults: readonly PodDefault[]): ConfigurationChoice[] {
  return podDefaults.map((podDefault) => {
    const { metadata: { name }, spec } = podDefault;
    const choice = labelsThatSelect(spec?.selector, { reserved: [...RESERVED_POD_LABELS.Notebook, "app"] });
    return {
      key: name,
      displayName: name,
      ...(spec?.desc && { description: spec.desc }),
      additions: additionsOf(podDefault),
      ...("reason" in choice && { unavailableReason: choice.reason }),
    };
  }).sort((a, b) => a.key < b.key ? -1 : 1);
}

/** Names of the configurations that are chosen where nothing else is: the admin names them, or a label that selects one. */
export function usualConfigurations(value: readonly string[], podDefaults: readonly PodDefault[]): string[] {
  const isMeant = ({ metadata: { name }, spec }: PodDefault) =>
    value.some((each) => each === name || Object.hasOwn(spec?.selector?.matchLabels ?? {}, each));
  const isChoosable = (podDefault: PodDefault) => choicesOf([podDefault])[0].unavailableReason === undefined;
  return podDefaults.filter((each) => isMeant(each) && isChoosable(each)).map(({ metadata }) => metadata.name).sort();
}

function podOf({ metadata: { name, namespace, labels } }: Notebook) {
  return { metadata: { namespace, labels: { ...labels, statefulset: name, "notebook-name": name } } };
}
