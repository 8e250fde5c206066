/** A port of loopback that was free a moment ago, for programs that cannot take any free one themselves. */
export function listeningPort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}
