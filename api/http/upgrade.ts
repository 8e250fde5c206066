import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from "graphql-ws";
import type { Identity } from "../authentication.ts";
import type { EventedSocket, GraphqlSockets } from "./graphql_socket.ts";
import type { SocketSeats } from "./socket_seats.ts";

/** What an upgrade needs. */
export interface UpgradeParts {
  sockets: GraphqlSockets;
  seats: SocketSeats;
  isDraining(): boolean;
  upgrade(request: Request, protocol: string): { socket: EventedSocket; response: Response };
}

/** Makes a request a GraphQL socket: one known sub-protocol, a free seat, or a refusal before the upgrade. */
export function upgradeToGraphql(request: Request, identity: Identity, parts: UpgradeParts): Response {
  const offered = request.headers.get("sec-websocket-protocol")?.split(",").map((each) => each.trim()) ?? [];
  if (!offered.includes(GRAPHQL_TRANSPORT_WS_PROTOCOL)) {
    return refuse(400, `Cannot speak this protocol: offer ${GRAPHQL_TRANSPORT_WS_PROTOCOL}.\n`);
  }
  if (parts.isDraining()) return refuse(503, "Cannot open a socket: the server is going.\n");
  const leave = parts.seats.take(identity.name);
  if (!leave) return refuse(429, "Cannot open another socket: too many are open.\n");
  try {
    const { socket, response } = parts.upgrade(request, GRAPHQL_TRANSPORT_WS_PROTOCOL);
    parts.sockets.accept(socket, identity, leave);
    return response;
  } catch {
    leave();
    return refuse(400, "Cannot make this a socket.\n");
  }
}

function refuse(status: number, text: string): Response {
  return new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}
