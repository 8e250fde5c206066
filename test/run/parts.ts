import type { Step } from "../../tools/run_step.ts";

/** A part of the test run: what it runs, after what, and what it may take. */
export interface Part {
  name: string;
  /** Folders and files below the root, each test in one part alone; those that are not there are left out. */
  paths: string[];
  /**
   * Takes the tests whose files are named after the control plane, and begins when its programs are there. Every other
   * part takes the rest.
   */
  needs?: "control plane";
  /** The part that must have ended before, since it leaves behind what this one uses. */
  after?: string;
  /** What it should take on two cores, printed beside what it took. */
  budgetSeconds: number;
  /** Most it may take. */
  limitSeconds: number;
}

/**
 * Everything but the gate. Three run side by side: they wait more than they compute. The journey begins with an empty
 * image store; those after it use what it pulled.
 */
export const PARTS: Part[] = [
  { name: "journey", paths: ["test/e2e/journey_test.ts"], budgetSeconds: 180, limitSeconds: 400 },
  { name: "contract", paths: ["test/contract"], budgetSeconds: 60, limitSeconds: 400 },
  {
    name: "integration",
    paths: [
      "test/kube",
      "test/sandbox",
      "test/controller",
      "test/takeover",
      "test/webhook",
      "test/api",
      "test/watch",
      "test/chaos",
      "test/cluster",
      "test/deploy",
    ],
    budgetSeconds: 150,
    limitSeconds: 400,
  },
  { name: "fuzz", paths: ["test/fuzz"], budgetSeconds: 65, limitSeconds: 200 },
  // Pulls what the journey does not use.
  { name: "tools", paths: ["test/tools"], budgetSeconds: 60, limitSeconds: 400 },
  { name: "training", paths: ["test/e2e/training_test.ts"], after: "journey", budgetSeconds: 120, limitSeconds: 400 },
  {
    name: "culler",
    paths: ["test/culler/jupyter_test.ts", "test/culler/exec_test.ts"],
    after: "journey",
    budgetSeconds: 160,
    limitSeconds: 400,
  },
  {
    name: "culler by traffic",
    paths: [
      "test/culler/by_hand_test.ts",
      "test/culler/cap_test.ts",
      "test/culler/gateway_counters_test.ts",
      "test/culler/prometheus_test.ts",
      "test/culler/rights_test.ts",
      "test/culler/single_use_fetch_test.ts",
    ],
    after: "journey",
    budgetSeconds: 150,
    limitSeconds: 400,
  },
  { name: "culled", paths: ["test/e2e/culling_test.ts"], after: "journey", budgetSeconds: 90, limitSeconds: 300 },
  { name: "quiet", paths: ["test/e2e/quiet_test.ts"], after: "journey", budgetSeconds: 100, limitSeconds: 300 },
  {
    name: "killed",
    paths: ["test/badluck/parts_restarted_test.ts", "test/badluck/sandbox_killed_test.ts"],
    after: "journey",
    budgetSeconds: 90,
    limitSeconds: 400,
  },
  {
    name: "bad luck",
    paths: [
      "test/badluck/access_revoked_test.ts",
      "test/badluck/launcher_killed_test.ts",
      "test/badluck/no_image_source_test.ts",
      "test/badluck/two_deleters_test.ts",
    ],
    after: "journey",
    budgetSeconds: 90,
    limitSeconds: 400,
  },
  {
    name: "bad input",
    paths: ["test/e2e/bad_input_test.ts", "test/e2e/readme_test.ts"],
    after: "journey",
    budgetSeconds: 60,
    limitSeconds: 300,
  },
  {
    name: "in cluster",
    paths: ["test/e2e/in_cluster_test.ts"],
    after: "journey",
    budgetSeconds: 40,
    limitSeconds: 400,
  },
  { name: "real contract", paths: ["test/contract"], needs: "control plane", budgetSeconds: 90, limitSeconds: 400 },
  {
    name: "real watches",
    paths: ["test/watch", "test/webhook", "test/cluster"],
    needs: "control plane",
    budgetSeconds: 210,
    limitSeconds: 400,
  },
  { name: "deployed", paths: ["test/deploy"], needs: "control plane", budgetSeconds: 90, limitSeconds: 300 },
  {
    name: "joined node",
    paths: ["test/sandbox", "test/e2e"],
    needs: "control plane",
    after: "journey",
    budgetSeconds: 60,
    limitSeconds: 300,
  },
  {
    name: "controllers",
    paths: ["test/controller"],
    needs: "control plane",
    budgetSeconds: 150,
    limitSeconds: 400,
  },
  {
    name: "takeover",
    paths: ["test/takeover"],
    needs: "control plane",
    budgetSeconds: 170,
    limitSeconds: 400,
  },
  {
    name: "chaos",
    paths: ["test/chaos"],
    needs: "control plane",
    after: "journey",
    budgetSeconds: 120,
    limitSeconds: 400,
  },
];

/** Which of a part's test files are its own: see `Part.needs`. */
export function isOfPart({ needs }: Part, file: string): boolean {
  return /control_plane[^/]*_test\.tsx?$/.test(file) === (needs === "control plane");
}

/** Folders of test/ that are no part: this one's unit tests run in the gate, fixtures are data. */
export const NOT_PARTS = ["test/run", "test/fixtures", "test/controlplane", "test/bench", "test/recording"];

/** What the gate may take, in seconds. */
export const GATE_BUDGET_SECONDS = 60;

/** What the whole run may take on two cores with nothing cached, the build of a control plane included, in seconds. */
export const TOTAL_BUDGET_SECONDS = 28 * 60;

/** The step that runs a part's tests, with the tools that they find by their environment names. */
export function toStep({ name, limitSeconds }: Part, paths: string[], env: Record<string, string>): Step {
  return {
    name,
    args: ["test", "--no-check", "--allow-all", ...paths],
    isTests: true,
    timeoutMs: limitSeconds * 1_000,
    env,
  };
}

/**
 * The next part that may start: the first whose predecessor is among `ended` or is not part of this run, and whose needs
 * are among `there`.
 */
export function nextPart(
  waiting: readonly Part[],
  { ended, there }: { ended: ReadonlySet<string>; there: ReadonlySet<string> },
  all: readonly Part[],
): Part | undefined {
  const isKnown = (name: string) => all.some((part) => part.name === name);
  return waiting.find(({ after, needs }) =>
    (!after || ended.has(after) || !isKnown(after)) && (!needs || there.has(needs))
  );
}
