/** Runs what listens; a port that something else has is told with the port, and what to do. */
export function listenOrTell<T>(host: string, port: number, variable: string, listen: () => T): T {
  try {
    return listen();
  } catch (cause) {
    if (!(cause instanceof Deno.errors.AddrInUse)) throw cause;
    throw portTaken(host, port, variable, cause);
  }
}

/** The error for a port that something else has, which names the variable to set. */
export function portTaken(host: string, port: number, variable: string, cause: unknown): Error {
  const words = `Cannot listen on ${host}:${port}: something else has this port. Set ${variable} to another.`;
  return new Error(words, { cause });
}
