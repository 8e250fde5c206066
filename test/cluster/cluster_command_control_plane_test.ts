import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { loadKubeConfig } from "../../kube/mod.ts";
import { OutputCollector } from "../e2e/output_collector.ts";
import { processesThatMention } from "../e2e/process_table.ts";
import { waitFor } from "../e2e/wait_for.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

/** `deno task cluster` as its user has it, with a place of its own for temporary files. */
class ClusterCommand {
  readonly child: Deno.ChildProcess;
  readonly #stdout: OutputCollector;

  constructor(tmp: string, args: string[] = []) {
    const pipes = { stdin: "null", stdout: "piped", stderr: "null" } as const;
    const env = { TMPDIR: tmp };
    this.child = new Deno.Command(Deno.execPath(), { args: ["task", "cluster", ...args], cwd: ROOT, env, ...pipes })
      .spawn();
    this.#stdout = new OutputCollector([this.child.stdout]);
  }

  /** Its last line, once it is ready. */
  async lastLine(): Promise<string> {
    const last = () => this.#stdout.text.trimEnd().split("\n").at(-1)!;
    await waitFor("the path of a kubeconfig is printed", () => last().endsWith("/kubeconfig"), { timeoutMs: 90_000 });
    return last();
  }

  /** The process below `deno task`. */
  get pid(): number {
    return Number(
      Deno.readTextFileSync(`/proc/${this.child.pid}/task/${this.child.pid}/children`).trim().split(" ")[0],
    );
  }
}

async function inPlace(test: (tmp: string) => Promise<void>): Promise<void> {
  const tmp = await Deno.makeTempDir();
  try {
    await test(tmp);
  } finally {
    await Deno.remove(tmp, { recursive: true });
  }
}

const programsOf = (dir: string) => processesThatMention(dir).map((each) => each.pid);
const nothingRuns = (dir: string) =>
  waitFor("nothing of it runs", () => programsOf(dir).length === 0, { timeoutMs: 15_000 });

Deno.test("task cluster prints a path that kubectl takes, two of them stand beside each other, SIGTERM leaves nothing", async () => {
  await inPlace(async (tmp) => {
    const clusters = [new ClusterCommand(tmp), new ClusterCommand(tmp)];
    const kubeconfigs = await Promise.all(clusters.map((each) => each.lastLine()));
    for (const path of kubeconfigs) {
      assertMatch(path, /^\/[\w./-]+\/kubeconfig$/);
      assertEquals((await Deno.stat(path)).mode! & 0o777, 0o600);
      assertEquals(programsOf(path.replace(/\/kubeconfig$/, "")).length, 4);
    }
    const [one, other] = kubeconfigs.map((KUBECONFIG) => loadKubeConfig({ KUBECONFIG }).server);
    assert(one !== other);
    for (const { child } of clusters) child.kill("SIGTERM");
    for (const { child } of clusters) assertEquals((await child.status).code, 0);
    await nothingRuns(tmp);
    assertEquals([...Deno.readDirSync(tmp)], []);
  });
});

Deno.test("what task cluster leaves when it is killed with -9 goes with the next one; its programs go at once", async () => {
  await inPlace(async (tmp) => {
    const killed = new ClusterCommand(tmp);
    const dir = (await killed.lastLine()).replace(/\/kubeconfig$/, "");
    Deno.kill(killed.pid, "SIGKILL");
    await killed.child.status;
    await nothingRuns(dir);
    const next = new ClusterCommand(tmp);
    await next.lastLine();
    assertEquals(await Deno.stat(dir).then(() => true, () => false), false);
    // Its launcher's death is its own.
    next.child.kill("SIGKILL");
    await next.child.status;
    await nothingRuns(tmp);
    await waitFor("its directory is gone", () => [...Deno.readDirSync(tmp)].length === 0, { timeoutMs: 15_000 });
  });
});

Deno.test("task cluster stopped while it starts does not start", async () => {
  await inPlace(async (tmp) => {
    const { child } = new ClusterCommand(tmp);
    await waitFor("its directory is there", () => [...Deno.readDirSync(tmp)].length > 0, { timeoutMs: 30_000 });
    child.kill("SIGTERM");
    assertEquals((await child.status).code, 0);
    await nothingRuns(tmp);
    assertEquals([...Deno.readDirSync(tmp)], []);
  });
});

Deno.test("task cluster says which flags there are when it does not know one", async () => {
  const args = ["task", "cluster", "--nodes=3"];
  const { code, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT }).output();
  assertEquals(code, 1);
  assertStringIncludes(new TextDecoder().decode(stderr), "Cannot read --nodes=3: there is\n  --simulated-nodes=N");
});
