import type { Container, PodSpec } from "./pod_template.ts";
import { withoutEmptyTexts } from "./without_empty_texts.ts";

/** A pod spec without duplicates and empty texts, and what was merged, in words; the list is empty where nothing was. */
export interface MergedPodSpec {
  spec: PodSpec;
  merged: readonly string[];
}

/**
 * Merges duplicate env variables, ports, pull secrets and host aliases as the kubelet would (the last variable wins): they are valid
 * in a pod and refused by server-side apply, which identifies list items by these keys.
 */
export function mergeDuplicates(given: PodSpec): MergedPodSpec {
  const spec = withoutEmptyTexts(given);
  const merged: string[] = [];
  const mergeContainers = (containers: Container[]) => containers.map((each) => mergeContainer(each, merged));
  const named = spec.imagePullSecrets?.filter((each) => each.name);
  const secrets = named && keepLast(named, (each) => each.name!);
  const hosts = spec.hostAliases && mergeHosts(spec.hostAliases);
  if (secrets && secrets.length < spec.imagePullSecrets!.length) merged.push("pull secrets");
  if (hosts && hosts.length < spec.hostAliases!.length) merged.push("host aliases");
  return {
    spec: {
      ...spec,
      containers: mergeContainers(spec.containers),
      ...(spec.initContainers ? { initContainers: mergeContainers(spec.initContainers) } : {}),
      ...(secrets ? { imagePullSecrets: secrets } : {}),
      ...(hosts ? { hostAliases: hosts } : {}),
    },
    merged,
  };
}

function mergeHosts(aliases: NonNullable<PodSpec["hostAliases"]>): NonNullable<PodSpec["hostAliases"]> {
  const namesOf = (ip: string) => aliases.filter((each) => each.ip === ip).flatMap((each) => each.hostnames ?? []);
  const first = keepFirst(aliases, (each) => each.ip);
  if (first.length === aliases.length) return aliases;
  return first.map((each) => ({ ...each, hostnames: [...new Set(namesOf(each.ip))] }));
}

function mergeContainer(container: Container, merged: string[]): Container {
  const env = container.env && keepLast(container.env, (each) => each.name);
  const ports = container.ports &&
    keepFirst(container.ports, (each) => `${each.containerPort}/${each.protocol || "TCP"}`);
  if (env && env.length < container.env!.length) merged.push(`environment of ${container.name}`);
  if (ports && ports.length < container.ports!.length) merged.push(`ports of ${container.name}`);
  return { ...container, ...(env ? { env } : {}), ...(ports ? { ports } : {}) };
}

function keepLast<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return items.filter((item, index) => !items.slice(index + 1).some((later) => keyOf(later) === keyOf(item)));
}

function keepFirst<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return items.filter((item, index) => !items.slice(0, index).some((earlier) => keyOf(earlier) === keyOf(item)));
}
