import type { Server, Socket } from "node:net";

/**
 * Watches a server's connections from now on; what it answers ends the server and all of them at once, also those that
 * were upgraded or have said nothing yet: `closeAllConnections` knows neither, and `close` waits for them for ever.
 */
export function prepareEnd(server: Server): () => void {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return () => {
    server.close();
    for (const each of sockets) each.destroy();
  };
}
