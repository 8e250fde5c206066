import { parseAll } from "@std/yaml";
import { type Clock, systemClock } from "../../platform/clock.ts";
import { type Log, silentLog } from "../../platform/log.ts";
import type { Running } from "../../platform/running.ts";
import { openPki, type Pki, toKubeconfig, writeSecret } from "../../platform/pki/mod.ts";
import { makeTokenKeyPem, readTokenKey } from "../../kube/service_accounts/mod.ts";
import { createApiserver } from "./apiserver.ts";
import type { Manifest } from "./bootstrap.ts";
import { listen } from "./https_listener.ts";
import type { NodeFetch } from "./pods.ts";
import type { NodeTls } from "./upgrade.ts";
import { isFields } from "../../kube/json_value.ts";
import type { UntypedObject } from "../../kube/object.ts";

/** Somebody with a client certificate. */
export interface ClientUser {
  name: string;
  groups: readonly string[];
}

/** How the sandbox's apiserver is run. */
export interface ApiserverRunConfig {
  /** Holds `journal/`, `pki/` and `kubeconfig`. */
  stateDir: string;
  /** 0 takes a free one. */
  port: number;
  host: "127.0.0.1";
  /** Manifests of CustomResourceDefinitions, brought up to date at each start. */
  crdDirs: readonly string[];
  /** Manifests of objects that are created where they never existed. */
  seedDirs: readonly string[];
  /** Each gets a context in `kubeconfig`, beside `admin`, which is current. */
  users: readonly ClientUser[];
  /** Each gets `pki/<file>.kubeconfig`. */
  clients?: readonly { file: string; user: string; groups: readonly string[] }[];
}

const ADMIN: ClientUser = { name: "admin", groups: ["system:masters"] };
const OPENAPI = new URL("../../kube/openapi/kubernetes.json", import.meta.url);

/** Runs the apiserver until `signal` aborts. An effect: files, a port. Throws where port or journal are taken. */
export async function run(
  config: ApiserverRunConfig,
  signal: AbortSignal,
  { clock = systemClock, log = silentLog }: { clock?: Clock; log?: Log } = {},
): Promise<Running> {
  const { stateDir, host } = config;
  const pki = await openPki(`${stateDir}/pki`, () => clock.now());
  const serving = await pki.issue("apiserver", { name: "kube-apiserver", hosts: ["127.0.0.1", "localhost"] });
  const kubelet = { name: "kube-apiserver-kubelet-client", groups: ["system:masters"] };
  const nodes = { ca: pki.ca, ...await pki.issue("kubelet-client", kubelet) };
  const api = createApiserver({
    document: JSON.parse(Deno.readTextFileSync(OPENAPI)),
    journalDir: `${stateDir}/journal`,
    definitions: config.crdDirs.flatMap(readManifests),
    seeds: config.seedDirs.flatMap(readManifests).flatMap((each) => each.parse()),
    fetchNode: makeNodeFetch(nodes),
    tokenKey: readTokenKey(keptKey(`${stateDir}/pki/service-accounts.key`)),
    ca: pki.ca,
  }, { clock, log });
  try {
    const listener = await listen(api, { host, port: config.port, ca: pki.ca, nodes, ...serving });
    const url = `https://${host}:${listener.port}`;
    await writeKubeconfigs(config, pki, url);
    const { promise: finished, resolve } = Promise.withResolvers<void>();
    const stop = () => void listener.close().then(() => api.close()).then(resolve);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
    return { url, finished };
  } catch (error) {
    api.close();
    throw error;
  }
}

async function writeKubeconfigs({ stateDir, users, clients = [] }: ApiserverRunConfig, pki: Pki, url: string) {
  const kept: { name: string; cert: string; key: string }[] = [];
  for (const { name, groups } of [ADMIN, ...users]) {
    kept.push({ name, ...await pki.issue(`user-${name}`, { name, groups }) });
  }
  writeSecret(`${stateDir}/kubeconfig`, toKubeconfig(url, pki.ca, kept));
  for (const { file, user, groups } of clients) {
    const pair = await pki.issue(`client-${file}`, { name: user, groups });
    writeSecret(`${stateDir}/pki/${file}.kubeconfig`, toKubeconfig(url, pki.ca, [{ name: user, ...pair }]));
  }
}

/** The key that signs tokens; kept, so that they outlive a restart. */
function keptKey(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const pem = makeTokenKeyPem();
  writeSecret(path, pem);
  return pem;
}

function makeNodeFetch({ ca, ...pair }: NodeTls): NodeFetch {
  const client = Deno.createHttpClient({ caCerts: [ca], ...pair });
  return (url, { signal }) => fetch(url, { signal, client });
}

/** The YAML files of a directory, by name. */
function readManifests(dir: string): Manifest[] {
  const names = [...Deno.readDirSync(dir)].map((each) => each.name).filter((name) => /\.ya?ml$/.test(name)).sort();
  return names.map((name) => {
    const text = Deno.readTextFileSync(`${dir}/${name}`);
    const isObject = (each: unknown) => isFields(each) && isFields(each.metadata);
    return { text, parse: () => parseAll(text).filter(isObject) as UntypedObject[] };
  });
}
