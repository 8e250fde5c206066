import type { KubeClient } from "./client.ts";
import type { Transport } from "./transport.ts";

/** Makes a client over a transport; requests without a signal end after `timeoutMs` (30 s). */
export function createKubeClient(_transport: Transport, _options: { timeoutMs?: number } = {}): KubeClient {
  throw new Error("Cannot make a client: not written yet.");
}
