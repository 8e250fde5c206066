import { assertEquals, assertStringIncludes } from "@std/assert";
import { NODES } from "../../kube/mod.ts";
import { startControlPlane } from "../controlplane/control_plane.ts";
import { waitFor, within } from "../e2e/wait_for.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

Deno.test("the node joins the cluster that --join names, and none that only KUBECONFIG names", async () => {
  await using plane = await startControlPlane();
  const client = await plane.client();
  const nodes = async () => (await client.list(NODES)).items.map((each) => each.metadata.name);
  const stateDir = `${plane.dir}/state`;
  const start = (args: string[]) =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "dev.ts", ...args],
      cwd: ROOT,
      env: { KUBECONFIG: plane.kubeconfig, ATELIER_STATE: stateDir, INIT_CWD: plane.dir },
      ...{ stdin: "null", stdout: "piped", stderr: "piped" } as const,
    }).spawn();
  const ended = async (args: string[]) => {
    const { code, stderr } = await within(args.join(" "), 30_000, start(args).output());
    return { code, told: new TextDecoder().decode(stderr) };
  };

  const local = await ended(["node"]);
  assertStringIncludes(local.told, `${stateDir}/pki/sandbox.kubeconfig`);
  assertEquals([local.code, await nodes()], [1, []]);
  const elsewhere = await ended(["controller", "--join", plane.kubeconfig]);
  assertEquals([elsewhere.code, await nodes()], [78, []]);
  assertStringIncludes(elsewhere.told, "--join is for node and gateway alone");

  // A path is relative to where the task was called.
  const joined = start(["node", "--join", "kubeconfig"]);
  const output = joined.output();
  await waitFor("it joins", async () => (await nodes()).includes("sandbox"), { timeoutMs: 30_000 });
  joined.kill("SIGINT");
  assertEquals((await within("the node's end", 20_000, output)).code, 0);
});
