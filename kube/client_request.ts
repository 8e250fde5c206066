import type { Lane } from "./client.ts";
import { ApiError, SilenceError, type Status } from "./errors.ts";
import { linkAbort } from "./linked_abort.ts";
import type { Transport } from "./transport.ts";

/** Also the field manager of writes that name none. */
const USER_AGENT = "atelier";
/** Longest part of a foreign error page that goes into a Status. */
const MAX_MESSAGE_CHARACTERS = 1024;

/** One request to be answered with JSON. */
export interface JsonRequest {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With its query. */
  path: string;
  body?: unknown;
  /** Of the body; JSON by default. */
  contentType?: string;
  signal?: AbortSignal;
}

/** Appends the parameters that are set to a path. */
export function withQuery(path: string, query: Record<string, string | number | boolean | undefined>): string {
  const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== "" && value !== false);
  if (set.length === 0) return path;
  return `${path}?${new URLSearchParams(set.map(([name, value]): [string, string] => [name, String(value)]))}`;
}

/** Sends one request and reads its JSON answer, all within `timeoutMs`. */
export async function requestJson(transport: Transport, request: JsonRequest, timeoutMs: number): Promise<unknown> {
  const label = `${request.method} ${request.path}`;
  const { controller, unlink } = linkAbort(request.signal);
  const { signal } = controller;
  const onLate = () => controller.abort(new SilenceError(`Cannot ${label}: no answer within ${timeoutMs / 1000} s.`));
  const timer = setTimeout(onLate, timeoutMs);
  try {
    const response = await send(transport, "request", request, signal);
    return parseJson(await response.text(), label);
  } catch (error) {
    // Some transports wrap the reason in an error of their own.
    if (signal.aborted) throw signal.reason;
    throw error;
  } finally {
    clearTimeout(timer);
    unlink();
  }
}

/** Sends one request whose answer is a stream of bytes, until the signal aborts. */
export async function requestStream(
  transport: Transport,
  lane: Lane,
  path: string,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const response = await send(transport, lane, { method: "GET", path }, signal);
  // Deno 2.9 no longer aborts a body whose Response was garbage-collected: the listener keeps it alive with the signal.
  signal.addEventListener("abort", () => void response, { once: true });
  return response.body ?? new ReadableStream({ start: (controller) => controller.close() });
}

async function send(transport: Transport, lane: Lane, request: JsonRequest, signal: AbortSignal): Promise<Response> {
  signal.throwIfAborted();
  const { method, path, body, contentType = "application/json" } = request;
  const headers: Record<string, string> = { accept: "application/json", "user-agent": USER_AGENT };
  if (body !== undefined) headers["content-type"] = contentType;
  const init = { method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal };
  const response = await transport.fetch(lane, path, init);
  if (response.ok) return response;
  throw new ApiError(await readStatus(response), { request: `${method} ${path}` });
}

/** The Status of a failed response; one is made up where a proxy or a panic answered something else. */
async function readStatus(response: Response): Promise<Status> {
  const text = await response.text();
  const status = toStatus(text) ?? { code: response.status, message: foreignMessage(response, text) };
  const retryAfterSeconds = Number(response.headers.get("retry-after") ?? NaN);
  if (!Number.isFinite(retryAfterSeconds)) return { ...status, code: response.status };
  return { ...status, code: response.status, details: { retryAfterSeconds, ...status.details } };
}

function toStatus(text: string): Status | undefined {
  try {
    const parsed = JSON.parse(text);
    return parsed?.kind === "Status" ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function foreignMessage(response: Response, text: string): string {
  const words = text.trim().slice(0, MAX_MESSAGE_CHARACTERS);
  return [String(response.status), response.statusText, words].filter(Boolean).join(" ");
}

function parseJson(text: string, label: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`Cannot read the answer to ${label}: it is not JSON.`, { cause });
  }
}
