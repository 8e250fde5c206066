/** Effect: runs the programs that install an image's tool, line by line. */

/** An image that could not be had; the message says why in words for the pod's status. */
export class ImagePullError extends Error {
  override readonly name = "ImagePullError";
}

const MISSING: Record<string, string> = {
  python3: "Python is not installed: there is no python3 on PATH (install python3 and python3-venv)",
  node: "Node.js is not installed: there is no node on PATH",
};

/** Runs a program to its end; `output` is the end of what it said. Rejects with ImagePullError where it is not installed. */
export async function runLines(
  program: string,
  args: string[],
  signal: AbortSignal,
  onLine: (line: string) => void = () => {},
  settings: Record<string, string> = {},
  cwd?: string,
): Promise<{ success: boolean; output: string }> {
  let child: Deno.ChildProcess;
  try {
    // Empty is unset for Python: a user who wants no byte code elsewhere still wants tools that start fast.
    const env = { PYTHONDONTWRITEBYTECODE: "", ...settings };
    const pipes = { stdin: "null", stdout: "piped", stderr: "piped" } as const;
    child = new Deno.Command(program, { args, env, cwd, signal, ...pipes }).spawn();
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new ImagePullError(MISSING[program] ?? `There is no ${program}`, { cause });
  }
  let output = "";
  const read = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    let rest = "";
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      output = (output + text).slice(-20_000);
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      lines.forEach(onLine);
    }
  };
  await Promise.all([read(child.stdout), read(child.stderr)]);
  const { success } = await child.status;
  signal.throwIfAborted();
  return { success, output };
}
