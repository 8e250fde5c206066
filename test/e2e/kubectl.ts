import { within } from "./wait_for.ts";

/** What kubectl said. */
export interface KubectlAnswer {
  code: number;
  stdout: string;
  stderr: string;
}

/** Options of one kubectl command. */
export interface KubectlOptions {
  context?: string;
  stdin?: string;
  timeoutMs?: number;
}

/** The real kubectl (KUBECTL, else the one on PATH) against one kubeconfig. */
export class Kubectl {
  constructor(readonly kubeconfig: string, readonly defaultNamespace = "demo") {}

  /** Runs a command and returns what it said; rejects when it fails. */
  async run(args: string[], options: KubectlOptions = {}): Promise<string> {
    const answer = await this.try(args, options);
    if (answer.code !== 0) throw new Error(`Cannot run kubectl ${args.join(" ")}: ${answer.stderr || answer.stdout}`);
    return answer.stdout;
  }

  /** Runs a command and returns how it ended. */
  async try(args: string[], { context, stdin, timeoutMs = 20_000 }: KubectlOptions = {}): Promise<KubectlAnswer> {
    const child = new Deno.Command(Deno.env.get("KUBECTL") ?? "kubectl", {
      args: [`--kubeconfig=${this.kubeconfig}`, ...context ? [`--context=${context}`] : [], ...this.#scoped(args)],
      stdin: stdin === undefined ? "null" : "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    if (stdin !== undefined) await feed(child, stdin);
    try {
      const { code, stdout, stderr } = await within(`kubectl ${args.join(" ")}`, timeoutMs, child.output());
      return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
    } catch (error) {
      child.kill("SIGKILL");
      throw error;
    }
  }

  /** One object, or undefined where there is none. */
  async get<T = KubeJson>(resource: string, name: string): Promise<T | undefined> {
    const answer = await this.try(["get", resource, name, "-o", "json"]);
    if (answer.code === 0) return JSON.parse(answer.stdout);
    if (/NotFound|not found/.test(answer.stderr)) return undefined;
    throw new Error(`Cannot get ${resource}/${name}: ${answer.stderr}`);
  }

  /** All objects of a resource in the namespace. */
  async list(resource: string): Promise<KubeJson[]> {
    return JSON.parse(await this.run(["get", resource, "-o", "json"])).items;
  }

  #scoped(args: string[]): string[] {
    const isScoped = args.some((each) => /^(-n|--namespace|-A|--raw)/.test(each));
    return isScoped ? args : ["--namespace", this.defaultNamespace, ...args];
  }
}

/** What is read of any object here. */
export interface KubeJson {
  metadata: { name: string; uid: string; annotations?: Record<string, string>; deletionTimestamp?: string };
  // deno-lint-ignore no-explicit-any -- every kind has its own; the tests say what they expect
  spec?: any;
  // deno-lint-ignore no-explicit-any -- as above
  status?: any;
}

async function feed(child: Deno.ChildProcess, text: string): Promise<void> {
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
}
