/** Effect: passes a connection that was upgraded on to a node's kubelet endpoints, byte by byte in both directions. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { connect } from "node:tls";
import type { KeyPair } from "../../platform/pki/mod.ts";

/** As whom nodes are spoken to, and who signed their certificates. */
export interface NodeTls extends KeyPair {
  ca: string;
}

/** Joins the client's connection and one to `url`; neither the client's credentials nor its other headers go with it. */
export function passUpgrade(url: string, incoming: IncomingMessage, socket: Duplex, head: Uint8Array, tls: NodeTls) {
  const { hostname, port, host, pathname, search } = new URL(url);
  const node = connect({ host: hostname, port: Number(port), ...tls }, () => {
    const kept = Object.entries(incoming.headers).filter(([name]) =>
      /^(connection|upgrade|sec-websocket-.+)$/.test(name)
    );
    const lines = [["host", host], ...kept].map(([name, value]) => `${name}: ${value}`);
    node.write([`GET ${pathname}${search} HTTP/1.1`, ...lines, "", ""].join("\r\n"));
    if (head.length > 0) node.write(head);
    node.pipe(socket).pipe(node);
  });
  for (const [one, other] of [[node, socket], [socket, node]]) {
    one.once("error", () => other.destroy());
    one.once("close", () => other.destroy());
  }
}

/** Answers a request for an upgrade as any other, and ends the connection. */
export async function refuseUpgrade(socket: Duplex, response: Response): Promise<void> {
  const body = await response.text();
  const headers = ["connection: close", ...[...response.headers].map(([name, value]) => `${name}: ${value}`)];
  const length = new TextEncoder().encode(body).length;
  socket.end([`HTTP/1.1 ${response.status} Refused`, ...headers, `content-length: ${length}`, "", body].join("\r\n"));
}
