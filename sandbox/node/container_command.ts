import type { CatalogueEntry } from "../images/catalogue.ts";
import type { Pod } from "../../kube/builtins.ts";

export type Container = NonNullable<Pod["spec"]>["containers"][number];

/** What to start: a program with its arguments, all it sees of the environment, and where it stands. */
export interface ContainerCommand {
  argv: string[];
  env: Record<string, string>;
  workingDir: string;
}

/** A container that cannot be started as it is written; the message goes into its status. */
export class ContainerConfigError extends Error {
  override readonly name = "ContainerConfigError";
}

/** Resolves command, args and env of a container as the kubelet does; `imageDir` is "" where nothing was pulled. */
export function resolveCommand(pod: Pod, container: Container, entry: CatalogueEntry, imageDir: string, podIP: string) {
  const home = entry.home ?? "/root";
  const path = [...imageDir ? [`${imageDir}/bin`] : [], "/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"];
  const env: Record<string, string> = { PATH: path.join(":"), HOME: home, HOSTNAME: pod.metadata.name, ...entry.env };
  if (container.envFrom?.some((each) => !(each.configMapRef ?? each.secretRef)?.optional)) throw unsupported("envFrom");
  for (const each of container.env ?? []) {
    const value = each.valueFrom ? valueFrom(pod, each, podIP) : expand(each.value ?? "", env);
    if (value !== undefined) env[each.name] = value;
  }
  const command = container.command?.length ? container.command : [];
  const args = container.args?.length ? container.args : command.length ? [] : entry.command;
  const argv = [...command, ...args].map((each) => expand(each, env));
  if (argv.length === 0) throw new ContainerConfigError("no command specified");
  return { argv, env, workingDir: container.workingDir || home } satisfies ContainerCommand;
}

/** Replaces `$(NAME)` by what it stands for where that is known; `$$(NAME)` stands for `$(NAME)` itself. */
export function expand(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/\$(\$|\(([^()]*)\))/g, (whole, _, name) => name === undefined ? "$" : env[name] ?? whole);
}

function valueFrom(pod: Pod, env: NonNullable<Container["env"]>[number], podIP: string): string | undefined {
  const { fieldRef, secretKeyRef, configMapKeyRef } = env.valueFrom!;
  if (!fieldRef) {
    if ((secretKeyRef ?? configMapKeyRef)?.optional) return undefined;
    throw unsupported(`env ${env.name}: valueFrom other than fieldRef`);
  }
  const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(fieldRef.fieldPath);
  if (keyed) return pod.metadata[keyed[1] as "labels" | "annotations"]?.[keyed[2]] ?? "";
  const fields: Record<string, string | undefined> = {
    "metadata.name": pod.metadata.name,
    "metadata.namespace": pod.metadata.namespace,
    "metadata.uid": pod.metadata.uid,
    "spec.nodeName": pod.spec?.nodeName,
    "spec.serviceAccountName": pod.spec?.serviceAccountName ?? "default",
    "status.hostIP": "127.0.0.1",
    "status.podIP": podIP,
    "status.podIPs": podIP,
  };
  if (!(fieldRef.fieldPath in fields)) throw unsupported(`env ${env.name}: field ${fieldRef.fieldPath}`);
  return fields[fieldRef.fieldPath] ?? "";
}

function unsupported(what: string): ContainerConfigError {
  return new ContainerConfigError(`${what} is not supported by the sandbox's node`);
}
