import type { CatalogueEntry } from "../images/catalogue.ts";
import type { Pod } from "../../kube/builtins.ts";
import {
  type Container,
  ContainerConfigError,
  expand,
  fillEnvironment,
  type FindSettings,
} from "../../kube/cluster/container_environment.ts";
import { isAnyAddress } from "./listen_arguments.ts";

/** What to start: a program with its arguments, all it sees of the environment, and where it stands. */
export interface ContainerCommand {
  argv: string[];
  env: Record<string, string>;
  workingDir: string;
}

/** What a container learns of where it is. */
export interface Surroundings {
  /** Of its image; "" where nothing was pulled. */
  imageDir: string;
  /** The loopback address of its pod. */
  address: string;
  /** Of the apiserver, such as `https://127.0.0.1:8443`. */
  apiserverUrl: string;
  /** What its environment names. */
  find: FindSettings;
}

/** Resolves command, args and env of a container as the kubelet does. */
export function resolveCommand(pod: Pod, container: Container, entry: CatalogueEntry, around: Surroundings) {
  const { imageDir, address, apiserverUrl, find } = around;
  if (container.restartPolicy) throw new ContainerConfigError("a sidecar is not supported by the sandbox's node");
  const home = entry.home ?? "/root";
  const path = [...imageDir ? [`${imageDir}/bin`] : [], "/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"];
  const env: Record<string, string> = { PATH: path.join(":"), HOME: home, HOSTNAME: pod.metadata.name };
  Object.assign(env, entry.env, apiserverVariables(apiserverUrl));
  fillEnvironment(env, pod, container, { find, podIP: address, hostIP: "127.0.0.1" });
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

/** What every pod has, without Services' other variables. */
function apiserverVariables(url: string): Record<string, string> {
  const { hostname, port } = new URL(url);
  const variables = { SERVICE_HOST: hostname, SERVICE_PORT: port || "443", SERVICE_PORT_HTTPS: port || "443" };
  const all = { ...variables, PORT: `tcp://${hostname}:${port || "443"}` };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [`KUBERNETES_${name}`, value]));
}
