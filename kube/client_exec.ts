import type { ExecOptions } from "./client.ts";
import { requestStream } from "./client_request.ts";
import { ApiError, SilenceError } from "./errors.ts";
import { EXEC_PROTOCOLS } from "./exec/exec_channels.ts";
import { type ExecOutcome, ExecOutput } from "./exec/exec_output.ts";
import { linkAbort } from "./linked_abort.ts";
import type { ObjectKey } from "./resource_type.ts";
import type { Transport } from "./transport.ts";

/** As much as a look into a container may take, unless whoever asks says otherwise. */
const DEFAULTS = { timeoutMs: 5_000, maxBytes: 65_536 };

/** Runs a command in a container to its end, over a WebSocket; nothing of it stays open, however it ends. */
export async function execInPod(
  transport: Transport,
  key: ObjectKey,
  command: readonly string[],
  { container, timeoutMs = DEFAULTS.timeoutMs, maxBytes = DEFAULTS.maxBytes, signal: outer }: ExecOptions,
): Promise<ExecOutcome> {
  const { controller, unlink } = linkAbort(outer);
  const { signal } = controller;
  const late = new SilenceError(`Cannot exec in pod ${key.name}: it did not end within ${timeoutMs / 1000} s`);
  const timer = setTimeout(() => controller.abort(late), timeoutMs);
  let socket: WebSocket | undefined;
  try {
    socket = await connect(transport, execPath(key, command, container), signal);
    return await readToEnd(socket, new ExecOutput(maxBytes), signal);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    clearTimeout(timer);
    unlink();
    socket?.close();
  }
}

function execPath({ namespace = "", name }: ObjectKey, command: readonly string[], container = ""): string {
  const query = new URLSearchParams([
    ...container ? [["container", container]] : [],
    ...[["stdout", "true"], ["stderr", "true"]],
    ...command.map((each) => ["command", each]),
  ]);
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}/exec?${query}`;
}

/** A WebSocket that is refused tells no reason: the same question without one does. */
async function connect(transport: Transport, path: string, signal: AbortSignal): Promise<WebSocket> {
  if (!transport.connect) throw new TypeError("Cannot exec: there are no WebSockets to this apiserver");
  try {
    return await transport.connect(path, EXEC_PROTOCOLS, signal);
  } catch (refused) {
    const answer = await requestStream(transport, "stream", path, signal).catch((error) => error);
    if (answer instanceof ApiError && !/upgrade request required/i.test(answer.message)) throw answer;
    throw refused;
  }
}

function readToEnd(socket: WebSocket, output: ExecOutput, signal: AbortSignal): Promise<ExecOutcome> {
  const { promise, resolve, reject } = Promise.withResolvers<ExecOutcome>();
  socket.addEventListener("message", ({ data }) => {
    try {
      const outcome = output.take(new Uint8Array(data as ArrayBuffer));
      if (outcome) resolve(outcome);
    } catch (error) {
      reject(error);
    }
  });
  socket.addEventListener("close", () => reject(new TypeError("Cannot exec: the connection ended before the command")));
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  return promise;
}
