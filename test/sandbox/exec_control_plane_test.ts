import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { PROCESSES_COMMAND } from "../../controller/culler/probes/read_shells.ts";
import { SilenceError } from "../../kube/errors.ts";
import { isNotFound, type KubeClient, PODS } from "../../kube/mod.ts";
import type { CatalogueEntry } from "../../sandbox/images/catalogue.ts";
import { type ControlPlane, startControlPlane } from "../controlplane/control_plane.ts";
import { type JoinedNode, joinNode } from "../controlplane/joined_node.ts";
import { Kubectl } from "../e2e/kubectl.ts";
import { processesThatMention } from "../e2e/process_table.ts";
import { waitFor } from "../e2e/wait_for.ts";

const SHELL: CatalogueEntry = { matches: /^test\/shell$/, command: ["sleep", "1000"], home: "/home/me" };
const namespace = "default";

Deno.test("kubectl exec runs commands beside a container's own on a real control plane", async (t) => {
  await using plane = await startControlPlane();
  const client = await plane.client();
  for (const isolation of ["auto", "none"] as const) {
    await t.step(`isolation ${isolation}`, async (t) => {
      const node = await joinNode(plane, { name: `node-${isolation}`, catalogue: [SHELL], isolation });
      await startPod(client, isolation, node.name);
      await executeByClient(t, client, isolation);
      await execute(t, plane, isolation, node);
    });
  }
});

/** As the culler does. */
async function executeByClient(t: Deno.TestContext, client: KubeClient, pod: string): Promise<void> {
  const key = { namespace, name: pod };
  await t.step("our client runs commands too, within time and size", async () => {
    const command = ["sh", "-c", "echo $GREETING; echo oh >&2; exit 3"];
    assertEquals(await client.exec(key, command, { container: "c" }), {
      exitCode: 3,
      stdout: "hello\n",
      stderr: "oh\n",
    });
    const processes = await client.exec(key, PROCESSES_COMMAND);
    assertStringIncludes(processes.stdout, "(sleep) S ");
    await assertRejects(() => client.exec(key, ["yes"]), Error, "it is over 65536 bytes");
    await assertRejects(() => client.exec(key, ["sleep", "100"], { timeoutMs: 500 }), SilenceError);
    const gone = await assertRejects(() => client.exec({ ...key, name: "no-such-pod" }, ["true"]));
    assertEquals(isNotFound(gone), true);
  });
}

/** In the one container of `pod`, which runs on `node`. */
async function execute(t: Deno.TestContext, plane: ControlPlane, pod: string, node: JoinedNode): Promise<void> {
  const kubectl = new Kubectl(plane.kubeconfig, namespace);
  const exec = (args: string[], stdin?: string) => kubectl.try(["exec", ...args], { stdin });

  await t.step("in its environment, with its volumes, and with the command's own exit code", async () => {
    const script = `echo $GREETING > file; cat $HOME/file; echo oh >&2; exit 3`;
    const { code, stdout, stderr } = await exec([pod, "--", "sh", "-c", script]);
    assertEquals([code, stdout], [3, "hello\n"]);
    assertStringIncludes(stderr, "oh\n");
  });

  await t.step("megabytes go both ways, and input that ends is seen to end", async () => {
    const stdin = "0123456789abcde\n".repeat(200_000);
    const { code, stdout, stderr } = await exec(["-i", pod, "--", "sort", "-s"], stdin);
    assertEquals([code, stderr, stdout.length], [0, "", stdin.length]);
  });

  await t.step("what cannot be done is said", async () => {
    assertEquals((await exec([pod, "--", "cat"])).stdout, "");
    const missing = await exec([pod, "--", "no-such-program"]);
    assertEquals(missing.code === 0, false);
    assertStringIncludes(missing.stderr, "no-such-program");
    const command = `${Deno.env.get("KUBECTL") ?? "kubectl"} --kubeconfig=${plane.kubeconfig} exec -it ${pod} -- ls`;
    const inTerminal = new Deno.Command("script", { args: ["-qec", command, "/dev/null"], stdin: "null" });
    const told = new TextDecoder().decode((await inTerminal.output()).stdout);
    assertStringIncludes(told, "a terminal (-t) is not supported by the sandbox's node");
  });

  await t.step("a command that is left running ends with its container, wherever it is", async () => {
    const mark = `sleep 1000${pod.length}${Deno.pid}`;
    const running = exec([pod, "--", ...mark.split(" ")]);
    await waitFor("it runs", () => processesThatMention(mark).length > 1);
    await node.stop();
    await running;
    // A signal that was sent is not yet a process that is gone.
    await waitFor("nothing of it is left", () => processesThatMention(mark).length === 0);
  });
}

async function startPod(client: KubeClient, name: string, node: string): Promise<void> {
  const env = [{ name: "GREETING", value: "hello" }];
  await client.create(PODS, {
    metadata: { name, namespace },
    spec: { containers: [{ name: "c", image: "test/shell", env }], nodeSelector: { "kubernetes.io/hostname": node } },
  });
  await waitFor("the pod is ready", async () => {
    const { status } = await client.get(PODS, { namespace, name });
    return status?.conditions?.some((each) => each.type === "Ready" && each.status === "True");
  }, { timeoutMs: 20_000 });
}
