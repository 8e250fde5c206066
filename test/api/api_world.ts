import { parseAll } from "@std/yaml";
import { type Api, type ApiConfig, createApi } from "../../api/run.ts";
import { silentLog } from "../../platform/log.ts";
import { createKubeClient, type KubeClient, transportFromFetch } from "../../kube/mod.ts";
import { type Apiserver, createApiserver, type Identity } from "../../sandbox/apiserver/mod.ts";

const ROOT = new URL("../../", import.meta.url);
const ADMIN: Identity = { name: "admin", groups: ["system:masters"] };
/** As whom the api itself speaks to Kubernetes. */
const API: Identity = {
  name: "system:serviceaccount:atelier:atelier-api",
  groups: ["system:serviceaccounts", "system:serviceaccounts:atelier"],
};

/** A node's answer to a request for a container's log. */
export type NodeLogs = (url: string, init: { signal: AbortSignal }) => Promise<Response>;

export interface WorldOptions {
  logs?: NodeLogs;
  /** The api starts while the apiserver is away. */
  startsCut?: boolean;
  /** Plurals of kinds of ours that are not installed at first. */
  without?: readonly string[];
  /** Does not wait until the api is ready. */
  isImpatient?: boolean;
  /** Puts something between the api and its client. */
  wrapClient?: (client: KubeClient) => KubeClient;
}

/** A sandbox apiserver in memory with dev's users and roles, and the api on it, without a port. */
export interface ApiWorld extends AsyncDisposable {
  api: Api;
  apiserver: Apiserver;
  /** As the administrator, past the api. */
  kube: KubeClient;
  /** What a page would be answered. */
  ask(user: string | undefined, query: string, variables?: unknown, headers?: HeadersInit): Promise<Answer>;
  /** The frames of a subscription over SSE. */
  stream(user: string, query: string, variables?: unknown): Frames;
  /** Each request that the api has sent to the apiserver: method and path. */
  requests: string[];
  /** What lies between the api and the apiserver. */
  network: Network;
}

/** A network that can be cut: open watches break, and nothing gets through. */
export class Network {
  isCut = false;
  #breaking = new AbortController();

  cut(): void {
    this.isCut = true;
    this.#breaking.abort(new TypeError("connection reset", { cause: new Error("cut") }));
    this.#breaking = new AbortController();
  }

  /** The answer, whose body breaks when the network is cut. */
  async carry(answer: () => Promise<Response>): Promise<Response> {
    if (this.isCut) throw new TypeError("error sending request", { cause: new Error("cut") });
    const { signal } = this.#breaking;
    const response = await answer();
    if (!response.body) return response;
    return new Response(response.body.pipeThrough(new TransformStream(), { signal }), response);
  }
}

// deno-lint-ignore no-explicit-any -- answers are looked into as a script would
export type Answer = any;

/** Starts a world; `config` differs from dev's where given. */
export async function startWorld(config: Partial<ApiConfig> & WorldOptions = {}): Promise<ApiWorld> {
  const { logs, startsCut, wrapClient, without = [], isImpatient = startsCut, ...apiConfig } = config;
  const apiserver = createApiserver({
    document: JSON.parse(Deno.readTextFileSync(new URL("kube/openapi/kubernetes.json", ROOT))),
    definitions: manifests("crds")
      .filter((text) => !without.some((plural) => text.includes(`plural: ${plural}\n`)))
      .map((text) => ({ text, parse: () => parseAll(text) as never[] })),
    seeds: ["deploy/base/access", "deploy/dev"].flatMap(manifests).flatMap((text) => parseAll(text) as never[]),
    fetchNode: logs,
  });
  const stopping = new AbortController();
  const requests: string[] = [];
  const network = new Network();
  network.isCut = startsCut ?? false;
  const client = clientAs(API, apiserver, { requests, network });
  const images = JSON.parse(Deno.readTextFileSync(new URL("deploy/dev/notebook-images.json", ROOT)));
  const api = createApi({
    client: wrapClient?.(client) ?? client,
    host: "127.0.0.1",
    port: 0,
    toolOrigin: "http://127.0.0.1:8081",
    authentication: { header: { userIdHeader: "kubeflow-userid", userIdPrefix: "" } },
    rightsFrom: "rbac",
    notebookForm: () => ({ images }),
    log: silentLog,
    ...apiConfig,
  }, stopping.signal);
  for (let i = 0; i < 4_000 && !api.isReady() && !isImpatient; i++) await pause(5);
  if (!api.isReady() && !isImpatient) throw new Error("Cannot start the api: its stores are not ready after 20 s.");
  return {
    api,
    apiserver,
    kube: clientAs(ADMIN, apiserver),
    requests,
    network,
    ask: (user, query, variables, headers) => ask(api, user, query, variables, headers),
    stream: (user, query, variables) => new Frames(api, user, query, variables),
    async [Symbol.asyncDispose]() {
      stopping.abort();
      apiserver.close();
      await api.stores.finished;
    },
  };
}

/** One operation over HTTP as JSON, with the header that mutations need. */
async function ask(api: Api, user: string | undefined, query: string, variables?: unknown, headers?: HeadersInit) {
  const response = await api.handler(post(user, { query, variables }, { "x-atelier-request": "1", ...headers }));
  const body = await response.json();
  return { status: response.status, ...body };
}

/** A POST of an operation. */
export function post(user: string | undefined, body: unknown, headers: HeadersInit = {}): Request {
  return new Request("http://127.0.0.1/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", ...(user && { "kubeflow-userid": user }), ...headers },
    body: JSON.stringify(body),
  });
}

/** The messages of a subscription over SSE, one at a time. */
export class Frames implements AsyncDisposable {
  readonly #stopping = new AbortController();
  readonly #messages: AsyncGenerator<Answer>;
  status = 0;

  constructor(api: Api, user: string, query: string, variables?: unknown) {
    this.#messages = this.#read(api, user, query, variables);
  }

  /** The next message's payload; undefined when the stream is complete. Throws after 5 s of silence. */
  async next(withinMs = 5_000): Promise<Answer> {
    const late = pause(withinMs).then(() => "late" as const);
    const got = await Promise.race([this.#messages.next(), late]);
    if (got === "late") throw new Error(`Cannot read the stream: it says nothing for ${withinMs} ms.`);
    return got.done ? undefined : got.value;
  }

  /** Reads until `isIt` holds for a payload, and gives that. */
  async until(isIt: (payload: Answer) => boolean): Promise<Answer> {
    for (;;) {
      const payload = await this.next();
      if (payload === undefined) throw new Error("Cannot find what was awaited: the stream is complete.");
      if (isIt(payload)) return payload;
    }
  }

  /** All payloads to the end. */
  async rest(): Promise<Answer[]> {
    const all: Answer[] = [];
    for (let payload = await this.next(); payload !== undefined; payload = await this.next()) all.push(payload);
    return all;
  }

  async [Symbol.asyncDispose]() {
    this.#stopping.abort();
    await this.#messages.return(undefined).catch(() => {});
  }

  async *#read(api: Api, user: string, query: string, variables: unknown): AsyncGenerator<Answer> {
    const request = post(user, { query, variables }, { accept: "text/event-stream" });
    const response = await api.handler(request);
    this.status = response.status;
    let rest = "";
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    this.#stopping.signal.addEventListener("abort", () => void reader.cancel().catch(() => {}), { once: true });
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split("\n\n");
      rest = blocks.pop()!;
      for (const block of blocks) {
        if (/^event: complete/m.test(block)) return;
        const data = /^data: (.+)$/m.exec(block)?.[1];
        if (data) yield JSON.parse(data);
      }
    }
  }
}

/** The methods of a client, for one that differs from it in some. */
export function clientMethods(client: KubeClient): KubeClient {
  return {
    get: client.get.bind(client),
    list: client.list.bind(client),
    create: client.create.bind(client),
    replace: client.replace.bind(client),
    patch: client.patch.bind(client),
    apply: client.apply.bind(client),
    delete: client.delete.bind(client),
    watch: client.watch.bind(client),
    logs: client.logs.bind(client),
    exec: client.exec.bind(client),
    fetch: client.fetch.bind(client),
  };
}

/** Waits in real time. */
export function pause(ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  Deno.unrefTimer(setTimeout(resolve, ms));
  return promise;
}

function clientAs(
  identity: Identity,
  apiserver: Apiserver,
  { requests, network = new Network() }: { requests?: string[]; network?: Network } = {},
): KubeClient {
  return createKubeClient(transportFromFetch((request) => {
    const url = new URL(request.url);
    requests?.push(`${request.method} ${url.pathname}${url.searchParams.has("watch") ? "?watch" : ""}`);
    return network.carry(() => apiserver.fetch(request, identity));
  }));
}

function manifests(dir: string): string[] {
  const names = [...Deno.readDirSync(new URL(dir, ROOT))].map((each) => each.name).filter((name) =>
    name.endsWith(".yaml")
  );
  return names.sort().map((name) => Deno.readTextFileSync(new URL(`${dir}/${name}`, ROOT)));
}
