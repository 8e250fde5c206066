import { createKubeClient, type KubeClient, loadKubeConfig, transportFromKubeConfig } from "../../kube/mod.ts";
import { type Pki, toKubeconfig, writeSecret } from "../../platform/pki/mod.ts";
import { CONTROL_PLANE } from "./binaries.ts";
import { HOST, makeCertificates } from "./certificates.ts";
import { type Daemon, freePort, startDaemon } from "./daemon.ts";
import { describeBinaries, findBinaries } from "./find_binaries.ts";
import { installDefinitions } from "./install_definitions.ts";
import { makePlaneDirectory } from "./plane_directory.ts";
import { apiserverFlags, controllerManagerFlags, etcdFlags, schedulerFlags } from "./program_flags.ts";

/** How a control plane is started. */
export interface ControlPlaneOptions {
  say?: (line: string) => void;
  /** Further flags for one of its programs, such as `{"kube-apiserver": ["--v=4"]}`. */
  flags?: Partial<Record<PartName, string[]>>;
  /**
   * Directories of CustomResourceDefinitions to install before the controllers start: the garbage collector looks for
   * new kinds only every 30 s.
   */
  crdDirs?: readonly string[];
  /** How long it may take until it is ready; 60 s. */
  limitMs?: number;
  /** The port of the apiserver; any free one. */
  port?: number;
  /** Ends the start, which rejects then; it has no say over a plane that has started. */
  signal?: AbortSignal;
}

const PARTS = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"] as const;
/** A program of a control plane. */
export type PartName = (typeof PARTS)[number];

/** A user that a kubeconfig is written for. */
export interface PlaneUser {
  name: string;
  groups?: readonly string[];
}

/** A real control plane on loopback, with certificates of its own and RBAC on. */
export interface ControlPlane extends AsyncDisposable {
  /** Of the apiserver. */
  readonly url: string;
  /** Everything that it keeps; removed when it stops. */
  readonly dir: string;
  /** Path of the administrator's kubeconfig, with embedded certificates. */
  readonly kubeconfig: string;
  /** Of the cluster; its directory is `<dir>/pki`. */
  readonly pki: Pki;
  readonly etcdUrl: string;
  readonly parts: Readonly<Record<PartName, Daemon>>;
  /** Writes the kubeconfig of another user; answers its path. */
  kubeconfigOf(user: PlaneUser): Promise<string>;
  /** Of the administrator, or of another user. */
  client(user?: PlaneUser): Promise<KubeClient>;
  /** Resolves when the apiserver is ready (again). */
  ready(): Promise<void>;
  /** Has etcd forget every revision before now. */
  compact(): Promise<void>;
  stop(): Promise<void>;
}

const ADMIN: PlaneUser = { name: "kubernetes-admin", groups: ["system:masters"] };

/**
 * Starts etcd, apiserver, controller-manager and scheduler, and resolves when the apiserver is ready and the `default`
 * namespace has its ServiceAccount. Rejects, with what the program said, where one of them cannot be had or started.
 */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const { say = () => {}, signal } = options;
  const binaries = await findBinaries(CONTROL_PLANE, { say, signal });
  if (binaries.missing.length > 0) {
    throw new Error(`Cannot start a control plane: ${binaries.missing.map(({ why }) => why).join("; ")}`);
  }
  say(describeBinaries(binaries));
  const pathOf = (name: PartName) => binaries.found[name]!.path;
  const dir = await makePlaneDirectory();
  const plane = new Plane(dir, options);
  try {
    await plane.start(pathOf);
    return plane;
  } catch (error) {
    await plane.stop();
    throw error;
  }
}

class Plane implements ControlPlane {
  readonly dir: string;
  readonly url: string;
  readonly etcdUrl = `https://${HOST}:${freePort()}`;
  readonly kubeconfig: string;
  readonly #port: number;
  readonly #options: ControlPlaneOptions;
  readonly #clients: { close(): void }[] = [];
  #parts: Partial<Record<PartName, Daemon>> = {};
  #pki: Pki | undefined;
  #etcdClient: Deno.HttpClient | undefined;

  constructor(dir: string, options: ControlPlaneOptions) {
    this.dir = dir;
    this.#port = options.port ?? freePort();
    this.url = `https://${HOST}:${this.#port}`;
    this.kubeconfig = `${dir}/kubeconfig`;
    this.#options = options;
  }

  get pki(): Pki {
    return this.#pki!;
  }

  get parts(): Record<PartName, Daemon> {
    return this.#parts as Record<PartName, Daemon>;
  }

  async start(pathOf: (name: PartName) => string): Promise<void> {
    const { pki, etcdClient: { ca, cert, key } } = await makeCertificates(this.dir);
    this.#pki = pki;
    Deno.renameSync(await this.kubeconfigOf(ADMIN), this.kubeconfig);
    const run = async (name: PartName, flags: string[]) => {
      const command = [pathOf(name), ...flags, ...this.#options.flags?.[name] ?? []];
      this.#parts[name] = await startDaemon(name, command, `${this.dir}/${name}.log`);
    };
    await run("etcd", etcdFlags(this.dir, this.etcdUrl));
    await run("kube-apiserver", apiserverFlags(this.dir, this.etcdUrl, this.#port));
    await this.ready();
    if (this.#options.crdDirs) await installDefinitions(await this.client(), this.#options.crdDirs);
    await run("kube-controller-manager", controllerManagerFlags(this.dir, await this.#own("kube-controller-manager")));
    await run("kube-scheduler", schedulerFlags(await this.#own("kube-scheduler")));
    this.#etcdClient = Deno.createHttpClient({ caCerts: [ca], cert, key });
    await this.#until(
      "the default ServiceAccount",
      () => this.#exists("/api/v1/namespaces/default/serviceaccounts/default"),
      PARTS,
    );
  }

  async kubeconfigOf({ name, groups = [] }: PlaneUser): Promise<string> {
    const file = `client-${name.replace(/[^\w-]/g, "_")}`;
    const pair = await this.pki.issue(file, { name, groups });
    const path = `${this.dir}/${file}.kubeconfig`;
    writeSecret(path, toKubeconfig(this.url, this.pki.ca, [{ name, ...pair }], "atelier"));
    return path;
  }

  async client(user?: PlaneUser): Promise<KubeClient> {
    const path = user ? await this.kubeconfigOf(user) : this.kubeconfig;
    const transport = transportFromKubeConfig(loadKubeConfig({ KUBECONFIG: path }));
    this.#clients.push({ close: () => transport.close?.() });
    return createKubeClient(transport);
  }

  ready(): Promise<void> {
    return this.#until("the apiserver to be ready", () => this.#exists("/readyz"), ["etcd", "kube-apiserver"]);
  }

  async compact(): Promise<void> {
    const call = async (path: string, body: unknown) => {
      const init = { method: "POST", body: JSON.stringify(body), client: this.#etcdClient };
      const response = await fetch(`${this.etcdUrl}/v3/kv/${path}`, init as RequestInit);
      if (!response.ok) throw new Error(`Cannot ask etcd to ${path}: ${response.status} ${await response.text()}`);
      return await response.json();
    };
    const { header: { revision } } = await call("range", { key: btoa("/"), limit: 1 });
    await call("compaction", { revision, physical: true });
  }

  /** Ends the programs and removes everything. */
  async stop(): Promise<void> {
    for (const each of this.#clients.splice(0)) each.close();
    this.#etcdClient?.close();
    this.#etcdClient = undefined;
    const parts = Object.values(this.#parts);
    this.#parts = {};
    // Nothing of them is wanted any more, and a polite apiserver takes seconds.
    await Promise.all(parts.map((each) => each.kill()));
    await Deno.remove(this.dir, { recursive: true }).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #own(name: PartName): Promise<string> {
    return this.kubeconfigOf({ name: `system:${name}` });
  }

  /** Asks over a connection of its own, which no restart of the apiserver has spoilt. */
  async #exists(path: string): Promise<boolean> {
    const { cert, key } = await this.pki.issue("client-kubernetes-admin", ADMIN);
    const client = Deno.createHttpClient({ caCerts: [this.pki.ca], cert, key });
    try {
      const response = await fetch(this.url + path, { client, signal: AbortSignal.timeout(5_000) });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    } finally {
      client.close();
    }
  }

  async #until(what: string, isMet: () => Promise<boolean>, needed: readonly PartName[]): Promise<void> {
    const end = Date.now() + (this.#options.limitMs ?? 60_000);
    while (!await isMet()) {
      this.#options.signal?.throwIfAborted();
      const dead = needed.map((name) => this.#parts[name]).find((each) => each?.isRunning === false);
      if (dead || Date.now() > end) {
        const told = dead ?? this.#parts["kube-apiserver"];
        throw new Error(
          `Cannot see ${what}: ${dead ? `${dead.name} has ended` : "it takes too long"}\n${await told?.tail()}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
