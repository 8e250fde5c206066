/**
 * `deno task cluster`: a real control plane for hand use, until it is stopped; with `--simulated-nodes=N` pods are
 * scheduled and said to run. Its last line, when it is ready, is the path of its kubeconfig.
 */
import { launchersGone, onStopSignal, systemClock } from "../../platform/mod.ts";
import { parseFlags } from "../run/flags.ts";
import { startControlPlane } from "./control_plane.ts";
import { FLAGS_FOR_SIMULATED_NODES, startSimulatedNodes } from "./simulated_nodes.ts";

const say = (line: string) => console.log(line);

async function run(nodes: number | undefined, signal: AbortSignal): Promise<void> {
  await using plane = await startControlPlane({ say, signal, flags: nodes ? FLAGS_FOR_SIMULATED_NODES : {} });
  await using simulated = nodes ? await startSimulatedNodes(plane, nodes, say) : undefined;
  say(`Kubernetes is at ${plane.url} until Ctrl-C. kubectl --kubeconfig takes this path:`);
  say(plane.kubeconfig);
  const programs = [...Object.values(plane.parts), ...simulated ? [simulated.daemon] : []];
  const ended = programs.map((part) => part.finished().then(() => part));
  const aborted = new Promise<undefined>((resolve) => signal.addEventListener("abort", () => resolve(undefined)));
  const broken = signal.aborted ? undefined : await Promise.race([aborted, ...ended]);
  if (broken) throw new Error(`Cannot go on: ${broken.name} has ended\n${await broken.tail()}`);
}

const stop = onStopSignal();
const watching = launchersGone(systemClock, stop.signal).then((how) => {
  if (how === "gone") stop.abort(new Error("the process that started this one has ended"));
});
try {
  const flags = parseFlags(Deno.args, {
    "simulated-nodes": { kind: "count", about: "nodes on which pods are said to run, but nothing does" },
  });
  await run(flags.count("simulated-nodes"), stop.signal);
} catch (error) {
  if (error !== stop.signal.reason) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exitCode = 1;
  }
} finally {
  stop.abort(new Error("stopped"));
  await watching;
}
Deno.exit();
