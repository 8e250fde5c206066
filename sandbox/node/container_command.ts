import type { CatalogueEntry } from "../images/catalogue.ts";
import type { Pod } from "../../kube/builtins.ts";
import { podField } from "../../kube/cluster/pod_fields.ts";
import { isAnyAddress } from "./listen_arguments.ts";

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

/** What a container learns of where it is. */
export interface Surroundings {
  /** Of its image; "" where nothing was pulled. */
  imageDir: string;
  /** The loopback address of its pod. */
  address: string;
  /** Of the apiserver, such as `https://127.0.0.1:8443`. */
  apiserverUrl: string;
}

/** Resolves command, args and env of a container as the kubelet does. */
export function resolveCommand(pod: Pod, container: Container, entry: CatalogueEntry, around: Surroundings) {
  const { imageDir, address, apiserverUrl } = around;
  if (container.restartPolicy) throw unsupported("restartPolicy of a container by itself (a sidecar)");
  const home = entry.home ?? "/root";
  const path = [...imageDir ? [`${imageDir}/bin`] : [], "/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"];
  const env: Record<string, string> = { PATH: path.join(":"), HOME: home, HOSTNAME: pod.metadata.name };
  Object.assign(env, entry.env, apiserverVariables(apiserverUrl));
  if (container.envFrom?.some((each) => !(each.configMapRef ?? each.secretRef)?.optional)) throw unsupported("envFrom");
  for (const each of container.env ?? []) {
    const value = each.valueFrom ? valueFrom(pod, each, address) : expand(each.value ?? "", env);
    if (value !== undefined) env[each.name] = value;
  }
  const { listenVariable } = entry;
  if (listenVariable && isAnyAddress(env[listenVariable] ?? "*")) env[listenVariable] = address;
  const isOwn = container.command?.length;
  const command = isOwn ? container.command! : entry.entrypoint ?? [];
  const args = container.args?.length ? container.args : isOwn ? [] : entry.command;
  const toHere = (text: string) =>
    Object.entries(entry.programs ?? {}).reduce(
      (all, [path, name]) => all.replaceAll(path, `${imageDir}/bin/${name}`),
      text,
    );
  const argv = [...command, ...args].map((each) => toHere(expand(each, env)));
  if (argv.length === 0) throw new ContainerConfigError("no command specified");
  return { argv, env, workingDir: container.workingDir || home } satisfies ContainerCommand;
}

/** Replaces `$(NAME)` by what it stands for where that is known; `$$(NAME)` stands for `$(NAME)` itself. */
export function expand(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/\$(\$|\(([^()]*)\))/g, (whole, _, name) => name === undefined ? "$" : env[name] ?? whole);
}

/** What every pod has, without Services' other variables. */
function apiserverVariables(url: string): Record<string, string> {
  const { hostname, port } = new URL(url);
  const variables = { SERVICE_HOST: hostname, SERVICE_PORT: port || "443", SERVICE_PORT_HTTPS: port || "443" };
  const all = { ...variables, PORT: `tcp://${hostname}:${port || "443"}` };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [`KUBERNETES_${name}`, value]));
}

function valueFrom(pod: Pod, env: NonNullable<Container["env"]>[number], address: string): string | undefined {
  const { fieldRef, secretKeyRef, configMapKeyRef } = env.valueFrom!;
  if (!fieldRef) {
    if ((secretKeyRef ?? configMapKeyRef)?.optional) return undefined;
    throw unsupported(`env ${env.name}: valueFrom other than fieldRef`);
  }
  const value = podField(pod, fieldRef.fieldPath, { podIP: address, hostIP: "127.0.0.1" });
  if (value === undefined) throw unsupported(`env ${env.name}: field ${fieldRef.fieldPath}`);
  return value;
}

function unsupported(what: string): ContainerConfigError {
  return new ContainerConfigError(`${what} is not supported by the sandbox's node`);
}
