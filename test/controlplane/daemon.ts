/** How long a program may take to end by itself. */
const GRACE_MS = 10_000;
/** Most of a program's log that an error shows. */
const SHOWN_CHARACTERS = 3_000;

/** A program that keeps running, and can be killed and started again as it was. */
export interface Daemon {
  readonly name: string;
  readonly pid: number;
  /** SIGKILL, as a crash; resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it again after it has ended. */
  restart(): void;
  /** SIGTERM, then SIGKILL; resolves when it is gone. */
  stop(): Promise<void>;
  /** The end of what it has printed. */
  tail(): Promise<string>;
  /** Whether it runs. */
  readonly isRunning: boolean;
  /** Resolves when it has ended, for whatever cause. */
  finished(): Promise<void>;
}

/**
 * Starts a program whose output goes to `logFile`, with `env` beside our own environment. It dies with this process,
 * however that ends (Linux).
 */
export async function startDaemon(
  name: string,
  command: readonly string[],
  logFile: string,
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Daemon> {
  const bound = await boundToParent();
  let child: Deno.ChildProcess;
  let isRunning = false;
  let ended: Promise<void>;
  const start = () => {
    const [program, ...args] = [...bound, ...command];
    const log = Deno.openSync(logFile, { create: true, append: true, write: true });
    child = new Deno.Command(program, { ...options, args, stdin: "null", stdout: "piped", stderr: "piped" }).spawn();
    isRunning = true;
    const pipes = [child.stdout, child.stderr].map(async (stream) => {
      for await (const bytes of stream) log.writeSync(bytes);
    });
    ended = Promise.all([child.status, ...pipes]).then(() => log.close()).finally(() => isRunning = false);
  };
  const end = async (signal: Deno.Signal) => {
    if (isRunning) trySignal(child, signal);
    const timer = setTimeout(() => trySignal(child, "SIGKILL"), GRACE_MS);
    await ended;
    clearTimeout(timer);
  };
  start();
  return {
    name,
    get pid() {
      return child.pid;
    },
    get isRunning() {
      return isRunning;
    },
    finished: () => ended,
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    restart() {
      if (isRunning) throw new Error(`Cannot restart ${name}: it runs.`);
      start();
    },
    tail: async () => (await Deno.readTextFile(logFile).catch(() => "")).slice(-SHOWN_CHARACTERS),
  };
}

function trySignal(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch {
    // It has ended already.
  }
}

/** What to put before a command so that the kernel ends it with its parent. */
async function boundToParent(): Promise<string[]> {
  const wrap = ["setpriv", "--pdeathsig", "KILL", "--"];
  try {
    const { success } = await new Deno.Command(wrap[0], { args: [...wrap.slice(1), "true"] }).output();
    return success ? wrap : [];
  } catch {
    return [];
  }
}

/** A TCP port of 127.0.0.1 that nobody listened on a moment ago. */
export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}
