import { assert, assertEquals } from "@std/assert";
import { CREATE } from "../e2e/documents.ts";
import { endToEnd } from "../e2e/end_to_end.ts";
import { Kernel } from "../e2e/kernel.ts";
import { note, type Sentence } from "../e2e/story.ts";
import { sleep, waitFor } from "../e2e/wait_for.ts";
import type { World } from "../e2e/world.ts";
import { findLost, readInventory } from "./inventory.ts";
import { seededRandom } from "../../kube/testing/seeded_random.ts";

const SEED = Number(Deno.env.get("ATELIER_SEED") ?? 20261123);
const KILLS = 5;
const KEEPER = "keeper";

function killedFiveTimes(world: World): Sentence[] {
  const random = seededRandom(SEED);
  const names = Array.from({ length: KILLS }, (_, index) => `killed-${index + 1}`);
  let firstStatusMs = 0;
  return [
    {
      says: "a notebook runs and has written a file",
      timeoutMs: 260_000,
      holds: async () => {
        await world.startDev();
        note(`seed ${SEED}`);
        const sentAt = performance.now();
        const { data } = await world.api.ask(CREATE, { input: { namespace: "demo", name: KEEPER } });
        assertEquals(data.createNotebook.errors, []);
        await world.kubectl.run(["wait", "--for=jsonpath={.status.state}", "--timeout=20s", `notebook/${KEEPER}`]);
        firstStatusMs = Math.round(performance.now() - sentAt);
        note(`first status ${firstStatusMs} ms after the create was sent`);
        await untilRunning(world);
        const kernel = await Kernel.start(world.toolUrl(KEEPER));
        await kernel.run(`import os; f = open("/home/jovyan/kept.txt", "w"); f.write("kept"); f.flush(); os.fsync(f)`);
        await kernel.close();
      },
    },
    // The squares put two of the five moments before the answer, when the claim and the notebook are being made.
    ...names.map((name, index): Sentence => ({
      says: `killed with -9 while ${name} is created: nothing is lost, nothing is there twice`,
      timeoutMs: 90_000,
      holds: () => killDuringCreate(world, name, Math.floor(((index + random()) / KILLS) ** 2 * firstStatusMs)),
    })),
    {
      says: "after the last start each has its status and exactly one of everything",
      timeoutMs: 60_000,
      holds: async () => {
        const isExplained = async () =>
          (await world.kubectl.list("notebooks")).filter((each) => names.includes(each.metadata.name))
            .every((each) => each.status?.state === "FAILED");
        await waitFor("all have a status", isExplained, { timeoutMs: 45_000, everyMs: 250 });
        const all = [KEEPER, ...names].sort();
        assertEquals(await namesOf(world, "notebooks"), all);
        assertEquals(await namesOf(world, "statefulsets"), all);
        assertEquals(await namesOf(world, "services"), all);
        assertEquals(await namesOf(world, "pods"), all.map((each) => `${each}-0`).sort());
        assertEquals(await namesOf(world, "pvc"), all.map((each) => `${each}-workspace`).sort());
      },
    },
    {
      says: "and the file that was written before is there, seen by the notebook that runs again",
      timeoutMs: 90_000,
      holds: async () => {
        await untilRunning(world);
        const kernel = await Kernel.start(world.toolUrl(KEEPER));
        assertEquals(await kernel.run(`print(open("/home/jovyan/kept.txt").read())`), "kept");
        await kernel.close();
        await world.dev.stop();
      },
    },
  ];
}

/** Sends a create, kills at the given moment, starts again, and asks the same again as a client would. */
async function killDuringCreate(world: World, name: string, afterMs: number): Promise<void> {
  const before = await readInventory(world);
  const input = { namespace: "demo", name, spec: { image: "example.com/none" }, clientToken: crypto.randomUUID() };
  // Looked up before, since looking takes longer than the shortest of the moments.
  const [family, main] = [world.dev.family(), world.dev.main()];
  const sent = world.api.ask(CREATE, { input }).catch(() => undefined);
  await sleep(afterMs);
  Deno.kill(main.pid, "SIGKILL");
  const answer = await sent;
  const promised = answer?.data?.createNotebook.notebook?.id as string | undefined;
  await world.dev.child.status;
  await world.dev.assertNothingLeft(family, 5_000);
  await world.startDev();
  assertEquals(findLost(before, await readInventory(world)), []);
  const again = await world.api.ask(CREATE, { input });
  const { notebook, errors, wasReplayed } = again.data.createNotebook;
  note(`killed after ${afterMs} ms, ${promised ? "answered" : "not answered"}; asked again: replayed ${wasReplayed}`);
  assertEquals(errors, [], "the same token must give the same notebook");
  if (promised) assertEquals(notebook.id, promised);
  assert(await world.kubectl.get("notebook", name), `${name} is not there`);
}

async function untilRunning(world: World): Promise<void> {
  const wait = ["wait", "--for=jsonpath={.status.state}=RUNNING", "--timeout=200s", `notebook/${KEEPER}`];
  await world.kubectl.run(wait, { timeoutMs: 210_000 });
}

async function namesOf(world: World, resource: string): Promise<string[]> {
  return (await world.kubectl.list(resource)).map((each) => each.metadata.name).sort();
}

endToEnd("the sandbox is killed with -9, five times", [killedFiveTimes]);
