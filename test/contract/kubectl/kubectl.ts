import { assertEquals } from "@std/assert";
import type { ContractCase, ContractTarget } from "../target.ts";

/** What a command ended with. */
export interface Outcome {
  code: number;
  out: string;
  err: string;
}

/** How a command is run. */
export interface KubectlOptions {
  /** Written to its standard input, as JSON. */
  input?: unknown;
  /** As another user than the administrator. */
  as?: string;
}

/** What kubectl does with a cluster. */
export interface Kubectl {
  /** Runs it; a text is split at its blanks. */
  run(args: string | string[], options?: KubectlOptions): Promise<Outcome>;
  /** Runs it until what it has printed is as is awaited, and ends it then. */
  runUntil(args: string, isDone: (out: string) => boolean): Promise<string>;
}

/** A cluster as kubectl sees it, in a namespace of its own. */
export type KubectlTarget = ContractTarget & Kubectl;

/** One thing that kubectl has to be unable to tell the clusters apart by. */
export type KubectlCase = ContractCase<KubectlTarget>;

/** How kubectl reaches a cluster. */
export interface Access {
  /** The arguments by which it is the administrator, or another user. */
  argumentsOf(user: string | undefined): string[];
  /** Where it keeps what it has discovered. */
  home: string;
}

const LIMIT_MS = 90_000;

/** Runs kubectl in the namespaces of a cluster. */
export function withKubectl(access: Access): (cluster: ContractTarget) => Kubectl {
  return ({ namespace }) => {
    const spawn = (args: string | string[], user?: string) => {
      const given = typeof args === "string" ? args.split(" ") : args;
      return spawnKubectl([...access.argumentsOf(user), "--namespace", namespace, ...given], access.home);
    };
    return {
      run: (args, { input, as } = {}) => finish(spawn(args, as), input),
      runUntil(args, isDone) {
        const reading = readUntil(spawn(args), isDone);
        // Whoever fails before awaiting it has said so already.
        reading.catch(() => {});
        return reading;
      },
    };
  };
}

const program = () => Deno.env.get("KUBECTL") || "kubectl";

/** Whether there is one; says so where there is none. */
export async function hasKubectl(say: (line: string) => void): Promise<boolean> {
  const { success } = await new Deno.Command(program(), { args: ["version", "--client"] }).output()
    .catch(() => ({ success: false }));
  if (!success) say(`Cannot run ${program()}: what needs it is skipped.`);
  return success;
}

function spawnKubectl(args: string[], home: string): Deno.ChildProcess {
  return new Deno.Command(program(), {
    args,
    // Nothing of whoever runs the tests.
    env: { HOME: home, KUBECONFIG: "/dev/null", KUBECTL_EXTERNAL_DIFF: "" },
    ...{ stdin: "piped" as const, stdout: "piped" as const, stderr: "piped" as const },
    signal: AbortSignal.timeout(LIMIT_MS),
  }).spawn();
}

async function finish(child: Deno.ChildProcess, input: unknown): Promise<Outcome> {
  const writer = child.stdin.getWriter();
  if (input !== undefined) await writer.write(new TextEncoder().encode(JSON.stringify(input)));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  const [out, err] = [stdout, stderr].map((each) => new TextDecoder().decode(each).trim());
  return { code, out, err };
}

async function readUntil(child: Deno.ChildProcess, isDone: (out: string) => boolean): Promise<string> {
  await child.stdin.close();
  const told = new Response(child.stderr).text();
  let out = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    out += text;
    if (isDone(out)) {
      child.kill("SIGTERM");
      break;
    }
  }
  await child.status;
  if (!isDone(out)) throw new Error(`Cannot see what was awaited of kubectl: ${out} ${await told}`);
  await told;
  return out;
}

/** What a command prints that succeeds. */
export async function print(
  { run }: KubectlTarget,
  args: string | string[],
  input?: unknown,
): Promise<string> {
  const { code, out, err } = await run(args, { input });
  assertEquals(code, 0, `kubectl ${args}: ${err}`);
  return out;
}

/** What a command that fails says, its last line where it says more. */
export async function fail(
  { run }: KubectlTarget,
  args: string | string[],
  options: KubectlOptions = {},
): Promise<string> {
  const { code, err, out } = await run(args, options);
  assertEquals(code, 1, `kubectl ${args} ends with ${code}: ${out} ${err}`);
  return err;
}
