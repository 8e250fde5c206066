/** How long a repeated signal is ignored, in milliseconds: a launcher passes on what the terminal already sent. */
const GRACE_MS = 5_000;

/** What `onStopSignal` needs to know of the process; real by default. */
export interface StopSignalOptions {
  listen?: (signal: Deno.Signal, listener: () => void) => void;
  now?: () => number;
  exit?: (code: number) => void;
  windows?: boolean;
}

/**
 * Aborts at the first SIGINT, SIGTERM or SIGHUP. A signal repeated within 5 s is ignored; one after that means that
 * stopping hangs and the user insists: the process exits with 130 at once.
 */
export function onStopSignal(options: StopSignalOptions = {}): AbortController {
  const {
    listen = Deno.addSignalListener,
    now = () => performance.now(),
    exit = Deno.exit,
    windows = Deno.build.os === "windows",
  } = options;
  const stop = new AbortController();
  let first: number | undefined;
  const onSignal = () => {
    if (first === undefined) {
      first = now();
      stop.abort(new Error("stopped by a signal"));
    } else if (now() - first > GRACE_MS) exit(130);
  };
  for (const signal of windows ? ["SIGINT"] as const : ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    listen(signal, onSignal);
  }
  return stop;
}
