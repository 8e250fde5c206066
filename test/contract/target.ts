import type { Exemption } from "./exemptions.ts";

/** A Kubernetes API server under test: the sandbox, or a real control plane. */
export interface ContractTarget {
  /** One HTTP request, as the administrator or as another user; `path` begins with `/`. */
  fetch(path: string, init?: RequestInit, as?: string): Promise<Response>;
  /** A namespace that exists and that no other case uses. */
  readonly namespace: string;
  /** Makes the server forget every change before now, as etcd does by itself after a while. */
  forget(): Promise<void>;
}

/** As whom a request is made that has no certificate: its bearer token says who asks. */
export const NOBODY = "nobody";

/** A program without which some cases cannot run. */
export type NeededProgram = "kubectl" | "python3";

/** One thing that both have to do alike; `name` is a sentence. */
export interface ContractCase<T = ContractTarget> {
  name: string;
  /** The exemption by which only a real control plane has to do this. */
  realOnly?: Exemption;
  /** Whether it disturbs others, so that it must not run beside them. */
  isAlone?: boolean;
  /** Without it the case is skipped, which CI does not pass. */
  needs?: NeededProgram;
  run(cluster: T): Promise<void>;
}

/** Any JSON that a server answers. */
// deno-lint-ignore no-explicit-any -- cases look into answers of every kind
export type Answer = any;

const PATCH_TYPES = {
  merge: "application/merge-patch+json",
  json: "application/json-patch+json",
  strategic: "application/strategic-merge-patch+json",
  apply: "application/apply-patch+yaml",
};

/** Sends JSON and reads JSON; the status is part of the answer. */
export async function send(
  cluster: ContractTarget,
  method: string,
  path: string,
  body?: unknown,
  { type = "application/json", as, headers }: { type?: string; as?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: Answer; headers: Headers }> {
  const init = {
    method,
    headers: { "content-type": type, accept: "application/json", "user-agent": "contract/1", ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  };
  const response = await cluster.fetch(path, init, as);
  const text = await response.text();
  // The index of /openapi/v3 is JSON that a real server calls text.
  const isJson = text.startsWith("{");
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
}

/** As `send`, and throws unless the answer is a success; answers the body alone. */
export async function ok(...request: Parameters<typeof send>): Promise<Answer> {
  const { status, body } = await send(...request);
  if (status >= 300) throw new Error(`${request[1]} ${request[2]}: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** A PATCH of one of the four types. */
export function patch(
  cluster: ContractTarget,
  type: keyof typeof PATCH_TYPES,
  path: string,
  body: unknown,
  as?: string,
): ReturnType<typeof send> {
  return send(cluster, "PATCH", path, body, { type: PATCH_TYPES[type], as });
}

/** A server-side apply by a field manager. */
export function applyAs(
  cluster: ContractTarget,
  manager: string,
  path: string,
  body: unknown,
  { isForced = false, query = "" } = {},
): ReturnType<typeof send> {
  return patch(cluster, "apply", `${path}?fieldManager=${manager}${isForced ? "&force=true" : ""}${query}`, body);
}

/** Who owns what of an object: `manager operation subresource` → what its `fieldsV1` says. */
export function ownersOf(object: Answer): Record<string, Answer> {
  const entries: Answer[] = object.metadata.managedFields ?? [];
  return Object.fromEntries(
    entries.map((each) => [
      [each.manager, each.operation, each.subresource].filter(Boolean).join(" "),
      each.fieldsV1,
    ]),
  );
}

/** Asks until `isDone`, for at most `limitMs`. */
export async function eventually<T>(
  ask: () => Promise<T>,
  isDone: (answer: T) => boolean,
  limitMs = 30_000,
): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (isDone(answer)) return answer;
    if (Date.now() > end) throw new Error(`Cannot see what was awaited: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 20));
  }
}

/** Reads, edits and PUTs an object; again where a controller of the cluster wrote in between. */
export function change(
  cluster: ContractTarget,
  path: string,
  edit: (object: Answer) => void,
): ReturnType<typeof send> {
  return eventually(async () => {
    const object = await ok(cluster, "GET", path);
    edit(object);
    return await send(cluster, "PUT", path, object);
  }, ({ status }) => status !== 409);
}

/** One frame of a watch. */
export interface Frame {
  type: string;
  object: Answer;
}

/** Opens a watch and collects frames until `isDone` holds for them, for at most 30 s. */
export async function watchUntil(
  cluster: ContractTarget,
  path: string,
  isDone: (frames: Frame[]) => boolean,
  headers: Record<string, string> = {},
): Promise<Frame[]> {
  const signal = AbortSignal.timeout(30_000);
  const response = await cluster.fetch(path, { signal, headers });
  const frames: Frame[] = [];
  let rest = "";
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  while (!isDone(frames)) {
    const { value, done } = await reader.read();
    const lines = (rest + (value ?? "")).split("\n");
    rest = done ? "" : lines.pop()!;
    frames.push(...lines.filter((line) => line !== "").map((line) => JSON.parse(line)));
    if (done) break;
  }
  await reader.cancel();
  return frames;
}

/** The frames of a watch until the server ends it; where it is refused, the Status instead. */
export function readWatch(cluster: ContractTarget, path: string): Promise<Frame[]> {
  return watchUntil(cluster, path, () => false);
}
