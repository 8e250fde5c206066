import { subjects } from "./cases/mod.ts";
import type { KubectlTarget } from "./kubectl/kubectl.ts";
import { kubectlSubjects } from "./kubectl/mod.ts";
import { cases as python, runningCases as runningPython } from "./python/cases.ts";
import type { PythonTarget } from "./python/python.ts";
import type { Subjects } from "./run_cases.ts";
import { kubectlSubjects as runningKubectl, subjects as running } from "./running/mod.ts";
import type { NeededProgram } from "./target.ts";

/** A cluster as each of its clients sees it. */
export type AnyTarget = KubectlTarget & PythonTarget;

/** What needs no pod to run. */
export const ALL_SUBJECTS: Subjects<AnyTarget> = {
  ...subjects,
  ...needing("kubectl", kubectlSubjects),
  ...needing("python3", { "the Python client": python }),
};

/** What needs pods that run, on a node of this machine. */
export const ALL_RUNNING_SUBJECTS: Subjects<AnyTarget> = {
  ...running,
  ...needing("kubectl", runningKubectl),
  ...needing("python3", { "the Python client and running pods": runningPython }),
};

function needing<T>(needs: NeededProgram, subjects: Subjects<T>): Subjects<T> {
  return Object.fromEntries(
    Object.entries(subjects).map(([subject, cases]) => [subject, cases.map((each) => ({ ...each, needs }))]),
  );
}
