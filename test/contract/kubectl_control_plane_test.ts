import { startControlPlaneTarget } from "./control_plane_target.ts";
import { withKubectl } from "./kubectl/kubectl.ts";
import { kubectlSubjects } from "./kubectl/mod.ts";
import { listCases, runCases } from "./run_cases.ts";

Deno.test("kubectl does with a real control plane what it does with the sandbox", async (t) => {
  const plane = await startControlPlaneTarget();
  const argumentsOf = (user = "admin") => ["--kubeconfig", plane.kubeconfigs[user]];
  const home = await Deno.makeTempDir({ prefix: "atelier-kubectl-" });
  try {
    await runCases(t, listCases(kubectlSubjects), withKubectl(plane.target, { argumentsOf, home }));
  } finally {
    await plane.stop();
    await Deno.remove(home, { recursive: true });
  }
});
