import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** What is used of the package ws, which has no types of its own. */
export interface ServerSocket {
  on(event: "message", listener: (data: Uint8Array<ArrayBuffer>) => void): void;
  on(event: "close" | "error", listener: () => void): void;
  /** `done` is called when it has been written, or cannot be. */
  send(data: Uint8Array, done: () => void): void;
  pause(): void;
  resume(): void;
  close(code: number): void;
  /** At once. */
  terminate(): void;
}

export class WebSocketServer {
  constructor(options: { noServer: true; handleProtocols: (offered: Set<string>) => string | false });
  handleUpgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Uint8Array,
    accepted: (socket: ServerSocket) => void,
  ): void;
}
