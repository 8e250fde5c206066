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

/** A cluster as `kubectl` sees it, in a namespace of its own. */
export interface KubectlTarget extends ContractTarget {
  /** Runs kubectl; a text is split at its blanks. */
  run(args: string | string[], options?: KubectlOptions): Promise<Outcome>;
}

/** One thing that kubectl has to be unable to tell the clusters apart by. */
export type KubectlCase = ContractCase<KubectlTarget>;

/** How kubectl reaches a cluster. */
export interface Access {
  /** The arguments by which it is the administrator, or another user. */
  argumentsOf(user: string | undefined): string[];
  /** Where it keeps what it has discovered. */
  home: string;
}

const LIMIT_MS = 30_000;

/** Makes targets of those of a cluster. */
export function withKubectl(target: () => Promise<ContractTarget>, access: Access): () => Promise<KubectlTarget> {
  return async () => {
    const cluster = await target();
    const run: KubectlTarget["run"] = (args, { input, as } = {}) => {
      const given = typeof args === "string" ? args.split(" ") : args;
      return runKubectl([...access.argumentsOf(as), "--namespace", cluster.namespace, ...given], access.home, input);
    };
    return { ...cluster, run };
  };
}

async function runKubectl(args: string[], home: string, input: unknown): Promise<Outcome> {
  const child = new Deno.Command(Deno.env.get("KUBECTL") || "kubectl", {
    args,
    // No colours and no kubeconfig of whoever runs the tests.
    env: { HOME: home, KUBECONFIG: "/dev/null", KUBECTL_EXTERNAL_DIFF: "" },
    ...{ stdin: "piped" as const, stdout: "piped" as const, stderr: "piped" as const },
    signal: AbortSignal.timeout(LIMIT_MS),
  }).spawn();
  const writer = child.stdin.getWriter();
  if (input !== undefined) await writer.write(new TextEncoder().encode(JSON.stringify(input)));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  const [out, err] = [stdout, stderr].map((each) => new TextDecoder().decode(each).trim());
  return { code, out, err };
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
