import type { Pod } from "../builtins.ts";
import { podField } from "./pod_fields.ts";

/** A container of a pod. */
export type Container = NonNullable<Pod["spec"]>["containers"][number];

/** A container that cannot be started as it is written; the message goes into its status, in a kubelet's words. */
export class ContainerConfigError extends Error {
  override readonly name = "ContainerConfigError";
}

/** What holds values for containers. */
export interface SettingsName {
  kind: "ConfigMap" | "Secret";
  name: string;
}

/** The values of a ConfigMap or a Secret as texts; undefined where it is not there. */
export type FindSettings = (source: SettingsName) => Readonly<Record<string, string>> | undefined;

/** What is known of where a container is to run. */
export interface EnvironmentParts {
  find: FindSettings;
  /** Of its pod. */
  podIP: string;
  hostIP: string;
}

type Variable = NonNullable<Container["env"]>[number];
type Reference = { name?: string; optional?: boolean };

/** All that a container's environment takes values from. */
export function settingsOf({ envFrom = [], env = [] }: Container): SettingsName[] {
  const named = [...envFrom.map(wholeOf), ...env.map(({ valueFrom }) => singleOf(valueFrom))];
  const all = named.flatMap((each) => each ? [each.source] : []);
  return all.filter(({ kind, name }, i) => all.findIndex((each) => each.kind === kind && each.name === name) === i);
}

/** Lays a container's variables over `env`, in their order; throws ContainerConfigError. */
export function fillEnvironment(
  env: Record<string, string>,
  pod: Pod,
  container: Container,
  parts: EnvironmentParts,
): void {
  for (const each of container.envFrom ?? []) {
    const { source, isOptional } = wholeOf(each)!;
    const values = parts.find(source);
    if (!values && !isOptional) throw new ContainerConfigError(notFoundWords(source));
    const named = Object.entries(values ?? {}).map(([key, value]) => [`${each.prefix ?? ""}${key}`, value]);
    // What no process can be handed is left out.
    Object.assign(env, Object.fromEntries(named.filter(([name]) => /^[ -<>-~]+$/.test(name))));
  }
  for (const each of container.env ?? []) {
    const value = each.valueFrom ? valueFrom(each, pod, parts) : expand(each.value ?? "", env);
    if (value !== undefined) env[each.name] = value;
  }
}

/** Replaces `$(NAME)` by what it stands for where that is known; `$$(NAME)` stands for `$(NAME)` itself. */
export function expand(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/\$(\$|\(([^()]*)\))/g, (whole, _, name) => name === undefined ? "$" : env[name] ?? whole);
}

/** As a kubelet says that a ConfigMap or a Secret is not there. */
export function notFoundWords({ kind, name }: SettingsName): string {
  return `${kind.toLowerCase()} "${name}" not found`;
}

function wholeOf({ configMapRef, secretRef }: NonNullable<Container["envFrom"]>[number]) {
  return referred("ConfigMap", configMapRef) ?? referred("Secret", secretRef);
}

function singleOf(from: Variable["valueFrom"]) {
  return referred("ConfigMap", from?.configMapKeyRef) ?? referred("Secret", from?.secretKeyRef);
}

function referred(kind: SettingsName["kind"], reference: Reference | undefined) {
  return reference && { source: { kind, name: reference.name ?? "" }, isOptional: reference.optional === true };
}

function valueFrom({ name, valueFrom: from }: Variable, pod: Pod, parts: EnvironmentParts): string | undefined {
  const single = singleOf(from);
  if (single) {
    const { source, isOptional } = single;
    const key = (from!.configMapKeyRef ?? from!.secretKeyRef)!.key;
    const values = parts.find(source);
    if (values?.[key] !== undefined || isOptional) return values?.[key];
    if (!values) throw new ContainerConfigError(notFoundWords(source));
    const place = `${source.kind} ${pod.metadata.namespace}/${source.name}`;
    throw new ContainerConfigError(`couldn't find key ${key} in ${place}`);
  }
  const path = from!.fieldRef?.fieldPath;
  const value = path === undefined ? undefined : podField(pod, path, parts);
  if (value !== undefined) return value;
  const what = path === undefined ? "valueFrom other than a field, a config map or a secret" : `field ${path}`;
  throw new ContainerConfigError(`env ${name}: ${what} is not supported by the sandbox's node`);
}
