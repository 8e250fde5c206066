/** Effect: runs a command in a pod that says whether it is used. */
import type { Clock } from "../../../platform/clock.ts";
import { linkAbort } from "../../../kube/linked_abort.ts";
import { formatDuration } from "../duration.ts";
import type { Evidence } from "../evidence.ts";
import { ASK_LIMIT_MS, ASK_MAX_BYTES } from "./ask_within.ts";
import { readReport } from "./read_report.ts";
import { PROCESSES_COMMAND, readShells, type ShellSight } from "./read_shells.ts";

/** A container that a command is run in. */
export interface ExecTarget {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** Runs a command to its end; rejects where it cannot be run or prints more than `maxBytes`. */
export type ExecInPod = (
  target: ExecTarget,
  command: readonly string[],
  options: { maxBytes: number; signal: AbortSignal },
) => Promise<{ exitCode: number; stdout: string }>;

/** What an exec probe needs. */
export interface ExecProbe {
  readonly exec: ExecInPod;
  readonly target: ExecTarget;
  readonly clock: Clock;
  readonly limitMs?: number;
}

/** Runs the admin's command, which prints `active` or the time of the last activity. */
export async function probeByCommand(
  probe: ExecProbe,
  command: readonly string[],
  signal: AbortSignal,
): Promise<Evidence> {
  const [source, checkedAt] = ["exec", probe.clock.now().getTime()];
  const ran = await runWithin(probe, command, signal);
  if (ran.kind === "ran") return readReport({ kind: "answer", status: 200, text: ran.stdout, checkedAt }, source);
  return { kind: "unknown", source, checkedAt, cause: "CommandFailed", parameters: { detail: ran.detail } };
}

/** Looks at the processes of the container's terminals. */
export async function seeShells(probe: ExecProbe, signal: AbortSignal): Promise<ShellSight> {
  const ran = await runWithin(probe, PROCESSES_COMMAND, signal);
  return ran.kind === "ran" ? readShells(ran.stdout) : { kind: "unseen", detail: ran.detail };
}

async function runWithin(
  { exec, target, clock, limitMs = ASK_LIMIT_MS }: ExecProbe,
  command: readonly string[],
  signal: AbortSignal,
): Promise<{ kind: "ran"; stdout: string } | { kind: "failed"; detail: string }> {
  const { controller: over, unlink } = linkAbort(signal);
  const failed = (detail: string) => ({ kind: "failed" as const, detail });
  const late = failed(`it took longer than ${formatDuration(limitMs)}`);
  const timeout = clock.sleep(limitMs, over.signal).then(() => late, () => late);
  const ran = exec(target, command, { maxBytes: ASK_MAX_BYTES, signal: over.signal }).then(
    ({ exitCode, stdout }) => exitCode === 0 ? { kind: "ran" as const, stdout } : failed(`exit code ${exitCode}`),
    (error: Error) => failed(error.message.replace(/\.$/, "")),
  );
  try {
    return await Promise.race([ran, timeout]);
  } finally {
    unlink();
    over.abort();
    signal.throwIfAborted();
  }
}
