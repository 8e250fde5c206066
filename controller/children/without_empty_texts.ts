import type { Container, PodSpec } from "./pod_template.ts";

/** For these an apiserver takes an empty text for none and puts its default there. */
const OF_POD = ["restartPolicy", "dnsPolicy", "schedulerName", "preemptionPolicy"] as const;
const OF_CONTAINER = ["imagePullPolicy", "terminationMessagePath", "terminationMessagePolicy"] as const;

/**
 * A pod spec without texts that say nothing, which would differ from what an apiserver made of them for ever; and without
 * the account's older name where the newer is said, which it is overwritten by.
 */
export function withoutEmptyTexts(spec: PodSpec): PodSpec {
  const { serviceAccount, ...rest } = omitEmpty(spec, OF_POD);
  const tidy = (containers: readonly Container[]) => containers.map((each) => omitEmpty(each, OF_CONTAINER));
  return {
    ...rest,
    ...(serviceAccount && !spec.serviceAccountName ? { serviceAccount } : {}),
    containers: tidy(spec.containers),
    ...(spec.initContainers ? { initContainers: tidy(spec.initContainers) } : {}),
  };
}

function omitEmpty<T extends object>(value: T, names: readonly (keyof T)[]): T {
  const empty = names.filter((name) => value[name] === "");
  if (empty.length === 0) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !empty.includes(name as keyof T))) as T;
}
