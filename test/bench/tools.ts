/** Effects: a stand-in for all tools, since simulated pods run none. */

/** Where every tool answers. */
export interface Tools extends AsyncDisposable {
  readonly origin: string;
}

/** Answers 200 to whatever is asked, on loopback. */
export function startTools(): Tools {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, () => new Response("[]"));
  return { origin: `http://127.0.0.1:${server.addr.port}`, [Symbol.asyncDispose]: () => server.shutdown() };
}
