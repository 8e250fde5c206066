import type { ContractCase, ContractTarget } from "../target.ts";

/** What Kubernetes' Python client does with a cluster. */
export interface Python {
  /** Runs a script of this folder, which prints JSON; answers what it printed. */
  // deno-lint-ignore no-explicit-any -- scripts print answers of every kind
  python(script: string): Promise<any>;
}

/** A cluster as Kubernetes' Python client sees it, in a namespace of its own. */
export type PythonTarget = ContractTarget & Python;

/** One thing that the Python client has to be unable to tell the clusters apart by. */
export type PythonCase = ContractCase<PythonTarget>;

/** How Python reaches a cluster. */
export interface PythonAccess {
  /** The administrator's. */
  kubeconfig: string;
  /** The path of a Python that has the client. */
  python: Promise<string>;
}

const LIMIT_MS = 90_000;

/** Runs scripts in the namespaces of a cluster. */
export function withPython(access: PythonAccess): (cluster: ContractTarget) => Python {
  return ({ namespace }) => ({
    async python(script) {
      const { code, stdout, stderr } = await new Deno.Command(await access.python, {
        args: ["-B", new URL(script, import.meta.url).pathname],
        env: { KUBECONFIG: access.kubeconfig, NAMESPACE: namespace },
        signal: AbortSignal.timeout(LIMIT_MS),
      }).output();
      const [out, err] = [stdout, stderr].map((each) => new TextDecoder().decode(each));
      if (code !== 0) throw new Error(`${script} ended with ${code}: ${out}${err}`);
      return JSON.parse(out);
    },
  });
}
