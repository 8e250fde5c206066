import type { KubectlCase } from "../kubectl/kubectl.ts";
import type { ContractCase } from "../target.ts";
import { cases as exec } from "./exec.ts";
import { cases as kubectlExec } from "./kubectl_exec.ts";
import { cases as kubectlLogs } from "./kubectl_logs.ts";
import { cases as logs } from "./logs.ts";
import { cases as placement } from "./placement.ts";

/** What needs pods that run, on a node of this machine. */
export const subjects: Record<string, ContractCase[]> = { exec, logs, placement };

/** What kubectl does with pods that run. */
export const kubectlSubjects: Record<string, KubectlCase[]> = {
  "kubectl and running pods": [...kubectlLogs, ...kubectlExec],
};
