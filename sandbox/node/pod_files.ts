/** Effect: writes the files of a pod's volumes that the apiserver gives (ConfigMaps, Secrets, fields, tokens), and renews tokens. */
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { type Pod, SERVICE_ACCOUNTS } from "../../kube/builtins.ts";
import type { KubeClient } from "../../kube/client.ts";
import { requestJson } from "../../kube/client_request.ts";
import { notFoundWords } from "../../kube/cluster/container_environment.ts";
import { podField } from "../../kube/cluster/pod_fields.ts";
import { pathOf } from "../../kube/resource_type.ts";
import {
  filesOf,
  type FileSource,
  fileSources,
  renewTokenAfterMs,
  type VolumeFile,
} from "../../kube/cluster/volume_files.ts";

import { readMap } from "./settings_reader.ts";

/** After a token could not be renewed. */
const RETRY_MS = 30_000;
const LIMIT_MS = 30_000;

interface TokenAnswer {
  status: { token: string; expirationTimestamp: string };
}

type Token = Extract<FileSource, { kind: "token" }>;
/** Writes a file of a volume. */
type Put = (file: VolumeFile) => Promise<void>;

interface Parts {
  client: KubeClient;
  /** As the pod's node. */
  settings: KubeClient;
  clock: Clock;
  log: Log;
}

/** Those files of one pod, below `root`; nobody but this user may read them. */
export class PodFiles {
  readonly #parts: Parts;
  readonly #pod: Pod;
  readonly #root: string;
  readonly #over = new AbortController();
  readonly #written = new Set<string>();
  #filling: Promise<void> | undefined;

  constructor(parts: Parts, pod: Pod, root: string) {
    this.#parts = parts;
    this.#pod = pod;
    this.#root = root;
  }

  /** Writes what is not there yet, until the signal aborts; rejects with words for a FailedMount. */
  fill(signal: AbortSignal): Promise<void> {
    return this.#filling ??= this.#fill(signal).finally(() => this.#filling = undefined);
  }

  /** No token outlives what runs with it. */
  async remove(): Promise<void> {
    this.#over.abort();
    for (const name of this.#written) await Deno.remove(`${this.#root}/${name}`, { recursive: true }).catch(() => {});
  }

  async #fill(signal: AbortSignal): Promise<void> {
    for (const volume of this.#pod.spec?.volumes ?? []) {
      const sources = fileSources(volume);
      if (!sources || this.#written.has(volume.name)) continue;
      const directory = `${this.#root}/${volume.name}`;
      const renewals = new Map<Token, number>();
      const put: Put = (file) => writeFile(directory, file);
      await Deno.mkdir(directory, { recursive: true, mode: 0o700 });
      try {
        for (const each of sources) {
          if (each.kind === "token") renewals.set(each, await this.#writeToken(each, put, signal));
          else await this.#write(each, put, signal);
        }
      } catch (error) {
        throw new Error(`volume "${volume.name}": ${(error as Error).message}`, { cause: error });
      }
      this.#written.add(volume.name);
      for (const [each, ms] of renewals) {
        this.#keepFresh((signal) => this.#writeToken(each, put, signal), ms).catch(() => {});
      }
    }
  }

  /** Answers in how many milliseconds it is to be written anew. */
  async #writeToken(source: Token, put: Put, signal: AbortSignal): Promise<number> {
    const { token, renewAfterMs } = await requestToken(this.#parts, this.#pod, source, signal);
    signal.throwIfAborted();
    await put({ path: source.path, content: token });
    return renewAfterMs;
  }

  async #write(source: Exclude<FileSource, Token>, put: Put, signal: AbortSignal): Promise<void> {
    if (source.kind === "field") {
      const text = podField(this.#pod, source.fieldPath, { podIP: "", hostIP: "" });
      if (text === undefined) throw new Error(`the pod has no field ${source.fieldPath}`);
      await put({ ...source, content: text });
    } else {
      const map = await readMap(this.#parts.settings, this.#pod.metadata.namespace!, source, signal);
      if (!map && !source.isOptional) throw new Error(notFoundWords(source));
      for (const each of filesOf(map ?? {}, source)) await put(each);
    }
  }

  async #keepFresh(write: (signal: AbortSignal) => Promise<number>, firstMs: number): Promise<never> {
    const { clock, log } = this.#parts;
    const { signal } = this.#over;
    for (let ms = firstMs;;) {
      await clock.sleep(ms, signal);
      ms = await write(signal).catch((error) => {
        if (!signal.aborted) log.warn("Cannot renew a pod's token", { pod: this.#pod.metadata.name, error });
        return RETRY_MS;
      });
    }
  }
}

/** Whole or not at all; the volume's directory keeps others out, whatever the file's mode. */
async function writeFile(directory: string, { path, content, mode = 0o600 }: VolumeFile): Promise<void> {
  if (path.split("/").includes("..")) throw new Error(`"${path}" leads out of the volume`);
  const file = `${directory}/${path}`;
  await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true, mode: 0o700 });
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  await Deno.writeFile(`${file}.tmp`, bytes, { mode: 0o600 });
  await Deno.chmod(`${file}.tmp`, mode);
  await Deno.rename(`${file}.tmp`, file);
}

/** Asks for a token that is good for this pod alone. */
async function requestToken(
  { client, clock }: Parts,
  { metadata: { namespace, name, uid }, spec }: Pod,
  { audiences, expirationSeconds }: Token,
  signal: AbortSignal,
): Promise<{ token: string; renewAfterMs: number }> {
  const boundObjectRef = { apiVersion: "v1", kind: "Pod", name, uid };
  const path = `${pathOf(SERVICE_ACCOUNTS, { namespace, name: spec?.serviceAccountName || "default" })}/token`;
  const kind = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest" };
  const body = { ...kind, spec: { audiences, expirationSeconds, boundObjectRef } };
  const { status } = await requestJson(client, { method: "POST", path, body, signal }, LIMIT_MS) as TokenAnswer;
  const renewAfterMs = renewTokenAfterMs(clock.now(), new Date(status.expirationTimestamp));
  return { token: status.token, renewAfterMs };
}
