/** Runs what listens; a port that something else has is told with the port, and what to do. */
export function listenOrTell<T>(host: string, port: number, variable: string, listen: () => T): T {
  try {
    return listen();
  } catch (cause) {
    if (!(cause instanceof Deno.errors.AddrInUse)) throw cause;
    throw new Error(`Cannot listen on ${host}:${port}: something else has this port. Set ${variable} to another.`, {
      cause,
    });
  }
}
