import { assert, assertEquals, assertMatch } from "@std/assert";
import { CREATE, DELETE, ONE, STOP, UNTIL } from "../documents.ts";
import { note, type Sentence } from "../story.ts";
import type { World } from "../world.ts";

const KUBECTL_MADE = (name: string, spec: Record<string, unknown>) =>
  JSON.stringify({
    apiVersion: "kubeflow.org/v1",
    kind: "Notebook",
    metadata: { name },
    spec: { template: { spec } },
  });

/** Notebooks that may be made but cannot run, twins, and actions on what is not there. */
export function badNotebooks(world: World): Sentence[] {
  return [
    {
      says: "an image that nobody has ends in FAILED, with a sentence that names it and a way on",
      timeoutMs: 60_000,
      holds: async () => {
        const spec = { image: "example.com/no/such-image:1" };
        const answer = await world.api.ask(CREATE, { input: { namespace: "demo", name: "no-image", spec } });
        assertEquals(answer.data?.createNotebook.errors, [], JSON.stringify(answer));
        const { reason, message, nextStep } = await explanationAt(world, "no-image", "FAILED");
        assertEquals(reason, "ImageNotFound");
        assertMatch(message, /example\.com\/no\/such-image:1/);
        assert(nextStep, "nextStep");
      },
    },
    {
      says: "a volume that does not exist, asked for by kubectl, ends in FAILED and names it",
      timeoutMs: 60_000,
      holds: async () => {
        const stdin = KUBECTL_MADE("no-volume", {
          containers: [{ name: "no-volume", image: "jupyter/minimal-notebook" }],
          volumes: [{ name: "files", persistentVolumeClaim: { claimName: "no-such-claim" } }],
        });
        await world.kubectl.run(["apply", "-f", "-"], { stdin });
        const { reason, message } = await explanationAt(world, "no-volume", "FAILED");
        assertEquals(reason, "VolumeNotFound");
        assertMatch(message, /no-such-claim/);
      },
    },
    {
      says: "a quantity that is not one is refused for kubectl too",
      holds: async () => {
        const resources = { requests: { cpu: "much" } };
        const stdin = KUBECTL_MADE("bad-cpu", {
          containers: [{ name: "bad-cpu", image: "jupyter/minimal-notebook", resources }],
        });
        const { code, stderr } = await world.kubectl.try(["apply", "-f", "-"], { stdin });
        if (code !== 0) return assertMatch(stderr, /cpu|quantit/i);
        const { reason } = await explanationAt(world, "bad-cpu", "FAILED");
        assertEquals(reason, "InvalidSpec");
      },
    },
    {
      says: "a name that exists is refused, with a suggestion",
      holds: async () => {
        const input = { namespace: "demo", name: "no-image" };
        const { data } = await world.api.ask(CREATE, { input });
        const [error] = data.createNotebook.errors;
        assertEquals([error.__typename, error.code], ["AlreadyExists", "ALREADY_EXISTS"]);
      },
    },
    {
      says: "the same client token twice is one notebook; for another input it is refused",
      holds: async () => {
        const input = {
          namespace: "demo",
          name: "token",
          spec: { image: "example.com/none" },
          clientToken: crypto.randomUUID(),
        };
        const twice = await Promise.all([world.api.ask(CREATE, { input }), world.api.ask(CREATE, { input })]);
        const made = twice.map(({ data }) => data.createNotebook);
        assertEquals(made.map((each) => each.errors), [[], []], JSON.stringify(made));
        assertEquals(made[0].notebook.id, made[1].notebook.id);
        assertEquals(made.filter((each) => each.wasReplayed).length, 1);
        const other = await world.api.ask(CREATE, { input: { ...input, name: "token-2" } });
        assertEquals(other.data.createNotebook.errors[0]?.code, "TOKEN_REUSED", JSON.stringify(other));
      },
    },
    {
      says: "stopping and deleting what is not there says so",
      holds: async () => {
        const targets = [{ at: { namespace: "demo", name: "never-was" } }];
        const stop = await world.api.ask(STOP, { input: { targets } });
        assertEquals(stop.data.stopNotebooks.results[0].errors[0].code, "NOT_FOUND");
        const removal = await world.api.ask(DELETE, { input: { targets, volumes: "KEEP" } });
        assertEquals(removal.data.deleteNotebooks.results[0].errors[0].code, "NOT_FOUND");
        assertEquals((await world.api.ask(ONE, { namespace: "demo", name: "never-was" })).data.notebook, null);
      },
    },
  ];
}

/** Waits over SSE until the notebook is in `state`, and returns how it explains that. */
async function explanationAt(world: World, name: string, state: string) {
  const signal = AbortSignal.timeout(30_000);
  const target = { at: { namespace: "demo", name } };
  for await (const { data, errors } of world.api.stream(UNTIL, { target, until: [state] }, { signal })) {
    if (errors) throw new Error(`Cannot watch ${name}: ${JSON.stringify(errors)}`);
    const found = data.notebook.upserted.find((each: { state: string }) => each.state === state);
    if (!found) continue;
    note(found.explanation.message);
    const now = await world.api.ask(ONE, { namespace: "demo", name });
    return now.data.notebook.explanation;
  }
  throw new Error(`Cannot see ${name} in ${state}: the stream ended before`);
}
