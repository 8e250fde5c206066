import type { Step } from "../../tools/run_step.ts";

/** A part of the test run: its folders, what it may take and what it may not do without. */
export interface Part {
  name: string;
  /** Folders below the root; those that hold no test are left out. */
  folders: string[];
  /** What it should take, printed beside what it took, in seconds. */
  budgetSeconds: number;
  /** Most it may take, in seconds. */
  limitSeconds: number;
}

/** Everything but the gate, in the order in which it runs. */
export const PARTS: Part[] = [
  { name: "contract", folders: ["test/contract"], budgetSeconds: 60, limitSeconds: 180 },
  { name: "integration", folders: ["test/sandbox", "test/api", "test/dev"], budgetSeconds: 60, limitSeconds: 240 },
  { name: "end to end", folders: ["test/e2e", "test/badluck"], budgetSeconds: 270, limitSeconds: 480 },
];

/** Folders of test/ that are no part: this one's unit tests run in the gate, fixtures are data. */
export const NOT_PARTS = ["run", "fixtures"];

/** What the gate may take, in seconds. */
export const GATE_BUDGET_SECONDS = 60;

/** What the whole run may take on two cores with nothing cached, in seconds. */
export const TOTAL_BUDGET_SECONDS = 8 * 60;

/** The step that runs a part's tests, with the tools that they find by their environment names. */
export function toStep(part: Part, folders: string[], env: Record<string, string>): Step {
  return {
    name: part.name,
    args: ["test", "--no-check", "--allow-all", "--trace-leaks", ...folders],
    isTests: true,
    isShown: true,
    timeoutMs: part.limitSeconds * 1_000,
    env,
  };
}
