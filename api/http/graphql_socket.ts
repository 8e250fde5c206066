import { getOperationAST, GraphQLError } from "graphql";
import { GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer, type Server } from "graphql-ws";
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { Identity } from "../authentication.ts";
import { requestError } from "../request_error.ts";
import type { GraphqlEngine } from "./graphql_http.ts";
import { SendGate, type Socket } from "./send_gate.ts";

/** A WebSocket with its events, as the platform gives it. */
export interface EventedSocket extends Socket {
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  onerror: ((event: Event) => void) | null;
}

export interface SocketOptions {
  engine: GraphqlEngine;
  clock: Clock;
  log: Log;
  /** How long a client may take to say hello, in milliseconds; 3,000. */
  initMs?: number;
  /** Between pings, in milliseconds; 20,000. A client that says nothing for three of them is given up. */
  pingMs?: number;
  /** Operations at once on one socket; 50. */
  maxOperations?: number;
  /** Of one message from the client, in UTF-16 units; 256 Ki. */
  maxMessageLength?: number;
  highWater?: number;
  hopelessMs?: number;
}

/** Closed because the client does not read, and because the server goes. */
export const CLOSE_SLOW_CLIENT = 4460;
export const CLOSE_DRAINING = 4461;

interface Extra {
  identity: Identity;
}

type RootValue = Pick<ReturnType<GraphqlEngine["getEnveloped"]>, "execute" | "subscribe">;

/** Serves graphql-transport-ws on sockets that were let in; queries and subscriptions, never mutations. */
export class GraphqlSockets {
  readonly #server: Server<Extra>;
  readonly #options: SocketOptions;
  readonly #open = new Set<EventedSocket>();

  constructor(options: SocketOptions) {
    this.#options = options;
    const { initMs = 3_000, maxOperations = 50 } = options;
    this.#server = makeServer<Record<string, unknown>, Extra>({
      connectionInitWaitTimeout: initMs,
      // The engine's own, with its masks and its context: `prepare` hands them over as the root value.
      execute: (args) => (args.rootValue as RootValue).execute(args),
      subscribe: (args) => (args.rootValue as RootValue).subscribe(args),
      onSubscribe: ({ extra, subscriptions }, _id, payload) => {
        if (Object.keys(subscriptions).length > maxOperations) {
          return [requestError("RATE_LIMITED", `Cannot begin another operation: ${maxOperations} are open.`)];
        }
        return prepare(options.engine, extra.identity, payload);
      },
    });
  }

  get size(): number {
    return this.#open.size;
  }

  /** Takes over a socket that is opening; `onClosed` is called once, when it is closed or given up. */
  accept(socket: EventedSocket, identity: Identity, onClosed: () => void): void {
    const { clock, log, highWater, hopelessMs, maxMessageLength = 256 * 1024 } = this.#options;
    let closed: ((code?: number, reason?: string) => Promise<void>) | undefined;
    const alive = new AbortController();
    const finish = (code: number, reason: string) => {
      if (alive.signal.aborted) return;
      alive.abort();
      this.#open.delete(socket);
      onClosed();
      closed?.(code, reason).catch((error) => log.error("Cannot end the streams of a socket", { error }));
    };
    const gate = new SendGate(socket, {
      clock,
      ...(highWater !== undefined && { highWater }),
      ...(hopelessMs !== undefined && { hopelessMs }),
      onHopeless() {
        socket.close(CLOSE_SLOW_CLIENT, "Slow client");
        // The closing handshake would wait behind what the client does not read.
        finish(CLOSE_SLOW_CLIENT, "Slow client");
      },
    });
    let heardAt = clock.now().getTime();
    this.#open.add(socket);
    socket.onopen = () => {
      closed = this.#server.opened({
        protocol: GRAPHQL_TRANSPORT_WS_PROTOCOL,
        send: (text) => gate.send(text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (listener) => {
          socket.onmessage = (event) => {
            heardAt = clock.now().getTime();
            const text = String(event.data);
            if (text.length > maxMessageLength) return socket.close(1009, "Message too big");
            listener(text).catch((error) => {
              log.error("Cannot handle a message of a socket", { error });
              socket.close(1011, "Internal server error");
            });
          };
        },
      }, { identity });
      // A socket that breaks while it is pinged is told by its own close event.
      this.#keepAlive(gate, socket, () => heardAt, alive.signal).catch(() => {});
    };
    socket.onclose = (event) => finish(event.code, event.reason);
    socket.onerror = () => socket.close(1011, "Internal server error");
  }

  /** Asks all clients to come back later. */
  drain(): void {
    for (const socket of this.#open) socket.close(CLOSE_DRAINING, "Draining");
  }

  async #keepAlive(gate: SendGate, socket: Socket, heardAt: () => number, signal: AbortSignal): Promise<void> {
    const { clock, pingMs = 20_000 } = this.#options;
    for (;;) {
      await clock.sleep(pingMs, signal).catch(() => {});
      if (signal.aborted) return;
      if (clock.now().getTime() - heardAt() > 3 * pingMs) return socket.close(1001, "Silent client");
      await gate.send('{"type":"ping"}');
    }
  }
}

/** Parses and validates as HTTP does, and refuses mutations. */
async function prepare(
  engine: GraphqlEngine,
  identity: Identity,
  payload: { query: string; operationName?: string | null; variables?: Record<string, unknown> | null },
) {
  const params = {
    query: payload.query,
    operationName: payload.operationName ?? undefined,
    variables: payload.variables ?? undefined,
  };
  const { schema, execute, subscribe, contextFactory, parse, validate } = engine.getEnveloped({ identity, params });
  let document;
  try {
    document = parse(payload.query);
  } catch (error) {
    return [error instanceof GraphQLError ? error : requestError("INVALID", "Cannot read this operation.")];
  }
  const errors = validate(schema, document);
  if (errors.length > 0) return errors as readonly GraphQLError[];
  if (getOperationAST(document, payload.operationName)?.operation === "mutation") {
    return [requestError("INVALID", "Cannot run a mutation over a WebSocket: send it by HTTP POST.")];
  }
  return {
    schema,
    document,
    operationName: payload.operationName,
    variableValues: payload.variables,
    contextValue: await contextFactory(),
    rootValue: { execute, subscribe },
  };
}
