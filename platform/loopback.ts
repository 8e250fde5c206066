/** Whether a `Host` header or URL host names this machine's loopback: localhost, `*.localhost`, 127.0.0.1 or [::1]. */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return name === "localhost" || name.endsWith(".localhost") || name === "127.0.0.1" || name === "[::1]";
}

/**
 * 421 for a request whose Host is not localhost, 127.0.0.1 or `*.localhost`, else nothing: a page on a name that an attacker rebinds to 127.0.0.1
 * must not reach a listener of ours.
 */
export function refuseForeignHost(host: string | null | undefined): Response | undefined {
  if (host && isLoopbackHost(host) && !host.startsWith("[")) return undefined;
  return new Response("Cannot serve this host: only localhost and 127.0.0.1 are served here.\n", { status: 421 });
}

/** 403 for a request whose Origin is present and not one of `allowed` (such as `http://localhost:8080`), else nothing. */
export function refuseForeignOrigin(
  origin: string | null | undefined,
  allowed: Iterable<string>,
): Response | undefined {
  if (!origin) return undefined;
  for (const each of allowed) if (each === origin) return undefined;
  return new Response("Cannot accept this origin.\n", { status: 403 });
}
