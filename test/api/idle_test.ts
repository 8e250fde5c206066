import { assert, assertEquals } from "@std/assert";
import {
  type CullingStatus,
  type KubeObject,
  NOTEBOOKS,
  PERSISTENT_VOLUME_CLAIMS,
  PVC_VIEWERS,
  type ResourceType,
  TENSORBOARDS,
} from "../../kube/mod.ts";
import { CULLING_NOTES, CULLING_REASONS, REASONS } from "../../kube/explain/mod.ts";
import { API_REASONS } from "../../api/api_reasons.ts";
import { type ApiWorld, startWorld } from "./api_world.ts";

const IDLE = `idle { verdict finding { reason message parameters { name value } } lastActivityAt stopsAt warnsAt
  keepUntil keepUntilMax keepAtMost notes { reason } evidence { source says lastActivityAt message } }`;
const LAST_STOP = "lastStop { at explanation { reason message since severity parameters { name value } } }";
const KEEP = (noun: string) =>
  `mutation($input: KeepInput!) { keep${noun}s(input: $input) { revision results { index ${noun.toLowerCase()} {
     ${IDLE} } errors { __typename ... on UserError { code message nextStep path } ... on FieldError { allowed } } } } }`;

const HOUR = 3_600_000;
const instant = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, ".000Z");
const seconds = (ms: number) => instant(ms).replace(".000Z", "Z");

/** Idle since an hour, stopped in two, held off for three more at most. */
function idleSince(lastActivity: number): CullingStatus {
  const stopsAt = seconds(lastActivity + 3 * HOUR);
  return {
    verdict: "idle",
    reason: "Idle",
    message: "Idle.",
    parameters: { since: seconds(lastActivity), idleTime: "3h", stopsAt, act: "stops" },
    lastActivity: seconds(lastActivity),
    stopsAt,
    warnsAt: seconds(lastActivity + 2.5 * HOUR),
    keepAtMostSeconds: 6 * 3_600,
    evidence: [{ source: "jupyter/kernels", says: "idle-since", at: seconds(lastActivity), message: "Last used." }],
  };
}

async function setStatus<T extends KubeObject>(world: ApiWorld, type: ResourceType<T>, name: string, status: unknown) {
  const options = { type: "merge" as const, subresource: "status" };
  await world.kube.patch(type, { namespace: "demo", name }, { status }, options);
}

async function makeNotebook(world: ApiWorld, status: Record<string, unknown>) {
  await world.kube.create(NOTEBOOKS, {
    metadata: { name: "one", namespace: "demo" },
    spec: { template: { spec: { containers: [{ name: "one", image: "lab" }] } } },
  });
  const shared = { conditions: [], readyReplicas: 1, containerState: {}, state: "RUNNING", observedGeneration: 1 };
  await setStatus(world, NOTEBOOKS, "one", { ...shared, ...status });
}

async function notebook(world: ApiWorld, fields: string) {
  const answer = await world.ask("alice", `{ notebook(namespace: "demo", name: "one") { ${fields} } }`);
  assertEquals(answer.errors, undefined, JSON.stringify(answer.errors));
  return answer.data.notebook;
}

async function until<T>(ask: () => Promise<T>, isIt: (value: T) => boolean): Promise<T> {
  const end = Date.now() + 5_000;
  for (;;) {
    const value = await ask();
    if (isIt(value)) return value;
    if (Date.now() > end) throw new Error(`Cannot see what was awaited: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const at = { at: { namespace: "demo", name: "one" } };

Deno.test("a notebook says why it is idle, when it stops for it, and how far that may be held off", async () => {
  await using world = await startWorld();
  const since = Math.floor(Date.now() / 1_000) * 1_000 - HOUR;
  const lastStop = {
    at: "2026-11-22T18:04:00Z",
    reason: "StoppedAutomatically",
    message: "Stopped automatically.",
    parameters: { evidence: "idle since noon" },
  };
  await makeNotebook(world, { culling: idleSince(since), lastStop });
  const { idle, lastStop: shown } = await until(
    () => notebook(world, `${IDLE} ${LAST_STOP}`),
    (each) => each?.idle !== null,
  );
  assertEquals([idle.verdict, idle.finding.reason, idle.keepAtMost], ["IDLE", "Idle", "PT6H"]);
  assertEquals([idle.lastActivityAt, idle.stopsAt, idle.keepUntil, idle.keepUntilMax], [
    instant(since),
    instant(since + 3 * HOUR),
    null,
    instant(since + 6 * HOUR),
  ]);
  assertEquals(idle.evidence, [
    { source: "jupyter/kernels", says: "IDLE_SINCE", lastActivityAt: instant(since), message: "Last used." },
  ]);
  assertEquals(shown, {
    at: "2026-11-22T18:04:00.000Z",
    explanation: {
      reason: "StoppedAutomatically",
      message: "Stopped automatically.",
      since: "2026-11-22T18:04:00.000Z",
      severity: "INFO",
      parameters: [{ name: "evidence", value: "idle since noon" }],
    },
  });
});

Deno.test("keepNotebooks writes the annotation under the version that was read, and shows the hold at once", async () => {
  await using world = await startWorld();
  const since = Math.floor(Date.now() / 1_000) * 1_000 - HOUR;
  await makeNotebook(world, { culling: idleSince(since) });
  const until = instant(since + 5 * HOUR);
  const { data } = await world.ask("alice", KEEP("Notebook"), { input: { targets: [at], until } });
  const [kept] = data.keepNotebooks.results;
  assertEquals(kept.errors, []);
  assert(data.keepNotebooks.revision);
  assertEquals([kept.notebook.idle.verdict, kept.notebook.idle.finding.reason], ["KEEP", "KeptUntil"]);
  assertEquals([kept.notebook.idle.keepUntil, kept.notebook.idle.stopsAt], [until, until]);
  const { metadata } = await world.kube.get(NOTEBOOKS, { namespace: "demo", name: "one" });
  assertEquals(metadata.annotations?.["atelier.dev/keep-until"], seconds(since + 5 * HOUR));
  const managers = metadata.managedFields?.map((each) => `${each.manager} ${each.operation}`);
  assert(managers?.includes("atelier-api Update"), String(managers));
  const released = await world.ask("alice", KEEP("Notebook"), { input: { targets: [at], until: null } });
  assertEquals(released.data.keepNotebooks.results[0].errors, []);
  const after = await world.kube.get(NOTEBOOKS, { namespace: "demo", name: "one" });
  assertEquals(after.metadata.annotations?.["atelier.dev/keep-until"], undefined);
});

Deno.test("keepNotebooks says the admin's cap, and refuses who may only look", async () => {
  await using world = await startWorld();
  const since = Math.floor(Date.now() / 1_000) * 1_000 - HOUR;
  await makeNotebook(world, { culling: idleSince(since) });
  const input = { targets: [at], until: instant(since + 7 * HOUR) };
  const { data } = await world.ask("alice", KEEP("Notebook"), { input });
  const cap = seconds(since + 6 * HOUR);
  assertEquals(data.keepNotebooks.results[0].errors, [{
    __typename: "FieldError",
    code: "INVALID",
    message: `The notebook one can be kept until ${cap} at the latest.`,
    nextStep: "Choose a time before that.",
    path: ["until"],
    allowed: [cap],
  }]);
  const bob = await world.ask("bob", KEEP("Notebook"), { input: { targets: [at], until: instant(since + 4 * HOUR) } });
  assertEquals(bob.data.keepNotebooks.results[0].errors[0].code, "FORBIDDEN");
  for (const until of ["tomorrow", "2099", "2099-11-23T10:00:00", "2099-02-30T10:00:00Z"]) {
    const words = await world.ask("alice", KEEP("Notebook"), { input: { targets: [at], until } });
    assert(words.errors?.[0].message.includes("write it as 2026-11-23T10:00:00Z"), JSON.stringify(words));
  }
});

Deno.test("a notebook that says nothing of culling, or nonsense, is shown all the same", async () => {
  await using world = await startWorld();
  await makeNotebook(world, {});
  assertEquals(await notebook(world, `${IDLE} ${LAST_STOP}`), { idle: null, lastStop: null });
  const culling = { verdict: "unknown", reason: "X", message: "x", lastActivity: "1e30", keepAtMostSeconds: 1 };
  await setStatus(world, NOTEBOOKS, "one", { culling, lastStop: { at: "then", reason: "Y", message: "y" } });
  const { idle, lastStop } = await until(() => notebook(world, `${IDLE} ${LAST_STOP}`), (each) => each.idle !== null);
  assertEquals([idle.verdict, idle.lastActivityAt, idle.keepUntilMax, lastStop], ["UNKNOWN", null, null, null]);
});

Deno.test("a Tensorboard is kept in the same way", async () => {
  await using world = await startWorld();
  const since = Math.floor(Date.now() / 1_000) * 1_000 - HOUR;
  await world.kube.create(TENSORBOARDS, {
    metadata: { name: "one", namespace: "demo" },
    spec: { logspath: "s3://bucket" },
  });
  await setStatus(world, TENSORBOARDS, "one", { conditions: [], readyReplicas: 1, culling: idleSince(since) });
  const input = { targets: [at], until: instant(since + 4 * HOUR) };
  const { data } = await world.ask("alice", KEEP("Tensorboard"), { input });
  assertEquals(data.keepTensorboards.results[0].errors, []);
  assertEquals(data.keepTensorboards.results[0].tensorboard.idle.stopsAt, input.until);
});

Deno.test("a file browser says when it closes for being idle", async () => {
  await using world = await startWorld();
  await world.kube.create(PERSISTENT_VOLUME_CLAIMS, {
    metadata: { name: "one", namespace: "demo" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  } as never);
  await world.kube.create(PVC_VIEWERS, {
    metadata: { name: "one", namespace: "demo" },
    spec: { pvc: "one", rwoScheduling: false },
  });
  const since = Math.floor(Date.now() / 1_000) * 1_000 - HOUR;
  await setStatus(world, PVC_VIEWERS, "one", { ready: true, culling: idleSince(since) });
  const query = `{ volume(namespace: "demo", name: "one") { fileBrowser { idle { stopsAt } } } }`;
  const shown = await until(() => world.ask("alice", query), ({ data }) => data.volume?.fileBrowser?.idle != null);
  assertEquals(shown.data.volume.fileBrowser.idle.stopsAt, instant(since + 3 * HOUR));
});

Deno.test("Query.reasons has every code once, those of idleness among them", async () => {
  await using world = await startWorld();
  const { data } = await world.ask("alice", "{ reasons { code pattern parameters severity } }");
  const codes = data.reasons.map(({ code }: { code: string }) => code);
  const all = [REASONS, API_REASONS, CULLING_REASONS, CULLING_NOTES].flatMap((each) => Object.keys(each));
  assertEquals(codes.toSorted(), all.toSorted());
  assertEquals(new Set(codes).size, codes.length);
});
