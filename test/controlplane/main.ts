/**
 * `deno task cluster`: a real control plane for hand use, until it is stopped. Its last line, when it is ready, is the
 * path of its kubeconfig.
 */
import { launchersGone, onStopSignal, systemClock } from "../../platform/mod.ts";
import { startControlPlane } from "./control_plane.ts";

const stop = onStopSignal();
const watching = launchersGone(systemClock, stop.signal).then((how) => {
  if (how === "gone") stop.abort(new Error("the process that started this one has ended"));
});
try {
  await using plane = await startControlPlane({ say: (line) => console.log(line) });
  console.log(`Kubernetes is at ${plane.url} until Ctrl-C. kubectl --kubeconfig takes this path:`);
  console.log(plane.kubeconfig);
  const ended = Object.values(plane.parts).map((part) => part.finished().then(() => part));
  const aborted = new Promise<undefined>((resolve) => stop.signal.addEventListener("abort", () => resolve(undefined)));
  const broken = stop.signal.aborted ? undefined : await Promise.race([aborted, ...ended]);
  if (broken) throw new Error(`Cannot go on: ${broken.name} has ended\n${await broken.tail()}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  Deno.exitCode = 1;
} finally {
  stop.abort(new Error("stopped"));
  await watching;
}
Deno.exit();
