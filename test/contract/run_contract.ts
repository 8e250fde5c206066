import { ALL_RUNNING_SUBJECTS, ALL_SUBJECTS, type AnyTarget } from "./all_subjects.ts";
import { hasKubectl, withKubectl } from "./kubectl/kubectl.ts";
import { findPython } from "./python/client_library.ts";
import { withPython } from "./python/python.ts";
import { listCases, type NamedCase, runCases } from "./run_cases.ts";
import type { ContractTarget, NeededProgram } from "./target.ts";

/** A cluster that the contract is run against. */
export interface ClusterUnderContract {
  /** The administrator's; its first context. */
  readonly kubeconfig: string;
  /** A target in a new namespace. */
  target(): Promise<ContractTarget>;
  /** The arguments by which kubectl is the administrator, or another user. */
  kubectlArguments(user?: string): string[];
  /** Gives it a node that has the image of `running/shell_image.ts`; it goes with the cluster. */
  startNode(): Promise<void>;
  stop(): Promise<void>;
}

/** Runs every case that holds for a cluster, then stops it; says from which it is exempted. */
export async function runContract(t: Deno.TestContext, cluster: ClusterUnderContract, isExempted: boolean) {
  const home = await Deno.makeTempDir({ prefix: "atelier-kubectl-" });
  const python = findPython(console.log);
  const target = makeAnyTarget(cluster, home, python);
  const programs: Record<NeededProgram, Promise<boolean>> = {
    kubectl: hasKubectl(console.log),
    python3: python.then(() => true, tellMissing),
  };
  const isThere = (program: NeededProgram) => programs[program];
  const holds = (cases: NamedCase<AnyTarget>[]) => cases.filter((each) => !isExempted || tellUnlessExempted(each));
  try {
    await runCases(t, holds(listCases(ALL_SUBJECTS)), target, isThere);
    // Last, since a node takes what is to stay unscheduled before.
    await cluster.startNode();
    await runCases(t, holds(listCases(ALL_RUNNING_SUBJECTS)), target, isThere);
  } finally {
    await cluster.stop();
    await Deno.remove(home, { recursive: true });
    await Promise.all(Object.values(programs));
  }
}

function makeAnyTarget(
  { target, kubeconfig, kubectlArguments }: ClusterUnderContract,
  home: string,
  python: Promise<string>,
) {
  const asKubectl = withKubectl({ argumentsOf: kubectlArguments, home });
  const asPython = withPython({ kubeconfig, python });
  return async (): Promise<AnyTarget> => {
    const cluster = await target();
    return { ...cluster, ...asKubectl(cluster), ...asPython(cluster) };
  };
}

function tellMissing({ message }: Error): boolean {
  console.log(`${message}\nWhat needs it is skipped.`);
  return false;
}

function tellUnlessExempted({ realOnly, subject, name }: NamedCase<AnyTarget>): boolean {
  if (realOnly) console.log(`real plane only (${realOnly}): ${subject}: ${name}`);
  return !realOnly;
}
