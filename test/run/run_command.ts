/** How a command ended; `output` is both streams in the order of arrival. */
export interface CommandResult {
  code: number;
  output: string;
}

/** Where and with what a command runs. */
export interface CommandOptions {
  cwd?: string;
  env?: Record<string, string>;
  timeoutMs?: number;
  /** Ends it early. */
  signal?: AbortSignal;
  /** Hears of each line of output as it comes. */
  onLine?: (line: string) => void;
}

/** Runs a program to its end; rejects where it cannot be started. */
export async function runCommand(command: string[], options: CommandOptions = {}): Promise<CommandResult> {
  const { cwd, env, timeoutMs = 600_000, onLine } = options;
  const limit = AbortSignal.timeout(timeoutMs);
  const signal = options.signal ? AbortSignal.any([limit, options.signal]) : limit;
  signal.throwIfAborted();
  const [program, ...args] = command;
  const child = new Deno.Command(program, { args, cwd, env, signal, stdin: "null", stdout: "piped", stderr: "piped" })
    .spawn();
  let output = "";
  const collect = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      output += text;
      for (const line of text.split("\n")) if (line.trim()) onLine?.(line.trim());
    }
  };
  const [{ code }] = await Promise.all([child.status, collect(child.stdout), collect(child.stderr)]);
  return { code, output };
}
