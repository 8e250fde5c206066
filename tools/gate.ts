import type { Step } from "./run_step.ts";

/** What unit tests may do: read the repository and the environment, write where temporary files go, nothing else. */
const PERMISSIONS = ["--allow-read", "--allow-env", `--allow-write=${Deno.env.get("TMPDIR") ?? "/tmp"}`];
const UNIT = ["test", "--no-check", "--quiet", "--permit-no-files", "--parallel", ...PERMISSIONS];
const ROOMS = [
  "platform",
  "kube",
  "controller",
  "api",
  "sandbox",
  "tools",
  "test/run",
  "test/controlplane",
  "test/bench",
];

/** The gate: every check that needs neither a network nor another program, the long ones first. */
export const GATE: Step[] = [
  { name: "types", args: ["check", "--quiet", "."] },
  { name: "unit tests", args: [...UNIT, ...ROOMS], isTests: true },
  { name: "ui tests", args: [...UNIT, "--conditions=browser", "ui"], isTests: true },
  { name: "generated files", args: ["run", "-A", "tools/gen.ts", "--check"] },
  { name: "lint", args: ["lint", "--quiet"] },
  { name: "format", args: ["fmt", "--check", "--quiet"] },
  { name: "imports", args: ["run", "--allow-read", "--allow-env", "tools/check_imports.ts"] },
  { name: "sizes", args: ["run", "--allow-read", "tools/check_sizes.ts"] },
];
