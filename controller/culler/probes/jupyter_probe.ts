/** Effect: asks a Jupyter server what is in use. */
import type { Clock } from "../../../platform/clock.ts";
import type { Evidence } from "../evidence.ts";
import { type Answer, askWithin } from "./ask_within.ts";
import { JUPYTER_SOURCES, type JupyterReading, readKernels, readStatus, readTerminals } from "./read_jupyter.ts";
import type { ShellSight } from "./read_shells.ts";

/** How a Jupyter server is asked. */
export interface JupyterProbe extends JupyterReading {
  /** Gets a path below the tool's own, such as `api/kernels?a=b`. */
  readonly get: (path: string, signal: AbortSignal) => Promise<Response>;
  readonly clock: Clock;
  readonly whenTerminalsForbidden: "unknown" | "ignore";
  /** Looks at the processes of its terminals; absent where the admin does not allow that. */
  readonly seeShells?: (signal: AbortSignal) => Promise<ShellSight>;
  readonly limitMs?: number;
}

/** Three answers, each a voice; rejects with the signal's reason alone. */
export async function probeJupyter(probe: JupyterProbe, signal: AbortSignal): Promise<Evidence[]> {
  const { clock, limitMs } = probe;
  const ask = (name: keyof typeof JUPYTER_SOURCES) => {
    // Without it our own request is the activity.
    const get = (signal: AbortSignal) => probe.get(`api/${name}?no_track_activity=1`, signal);
    return askWithin(get, { source: JUPYTER_SOURCES[name], clock, limitMs }, signal);
  };
  const [status, kernels, terminals] = await Promise.all([ask("status"), ask("kernels"), ask("terminals")]);
  const read = (answer: Answer | Evidence, reader: (answer: Answer) => Evidence) =>
    answer.kind === "answer" ? reader(answer) : answer;
  return [
    ignoreWhere(probe, asForbidden(await readWithShells(terminals, probe, signal))),
    read(kernels, (answer) => readKernels(answer, probe)),
    ignoreWhere(probe, read(status, (answer) => readStatus(answer, probe))),
  ];
}

async function readWithShells(
  answer: Answer | Evidence,
  probe: JupyterProbe,
  signal: AbortSignal,
): Promise<Evidence> {
  if (answer.kind !== "answer") return answer;
  const { evidence, terminals } = readTerminals(answer, probe);
  const isSilent = evidence.kind === "unknown" && evidence.cause === "TerminalSilent";
  if (!isSilent || !probe.seeShells || evidence.at === undefined) return evidence;
  const { source, checkedAt, at } = evidence;
  const sight = await probe.seeShells(signal);
  if (sight.kind === "busy") return { kind: "active", source, checkedAt, reason: "TerminalBusy" };
  if (sight.kind === "unseen") {
    return { kind: "unknown", source, checkedAt, at, cause: "CommandFailed", parameters: { detail: sight.detail } };
  }
  // Fewer shells than terminals: some of them are where the command cannot see.
  return sight.shells >= terminals ? { kind: "idle-since", source, checkedAt, at } : evidence;
}

/** In a Kubeflow profile the network policy lets the controller ask for kernels alone. */
function asForbidden(evidence: Evidence): Evidence {
  const isForbidden = evidence.kind === "unknown" && evidence.cause === "Forbidden";
  return isForbidden ? { ...evidence, cause: "TerminalsForbidden" } : evidence;
}

function ignoreWhere({ whenTerminalsForbidden }: JupyterProbe, evidence: Evidence): Evidence {
  if (whenTerminalsForbidden !== "ignore" || evidence.kind !== "unknown") return evidence;
  const isForbidden = evidence.cause === "Forbidden" || evidence.cause === "TerminalsForbidden";
  return isForbidden ? { kind: "none", source: evidence.source, checkedAt: evidence.checkedAt } : evidence;
}
