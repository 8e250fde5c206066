import { withKubectl } from "./kubectl/kubectl.ts";
import { kubectlSubjects } from "./kubectl/mod.ts";
import { listCases, runSandboxCases } from "./run_cases.ts";
import { startSandbox } from "./sandbox_target.ts";

Deno.test("kubectl is unable to tell the sandbox from Kubernetes", async (t) => {
  const sandbox = await startSandbox();
  const kubeconfig = `${sandbox.stateDir}/kubeconfig`;
  const argumentsOf = (user?: string) => ["--kubeconfig", kubeconfig, ...(user ? ["--context", user] : [])];
  const home = await Deno.makeTempDir({ prefix: "atelier-kubectl-" });
  try {
    await runSandboxCases(t, listCases(kubectlSubjects), withKubectl(sandbox.target, { argumentsOf, home }));
  } finally {
    await sandbox.stop();
    await Deno.remove(home, { recursive: true });
  }
});
