import { assert, assertEquals } from "@std/assert";
import type { CoreEvent, PersistentVolumeClaim, Pod, StatefulSet } from "../builtins.ts";
import type { KubeObject } from "../object.ts";
import type { Notebook } from "../resources/notebook.ts";
import { explain } from "./explain.ts";
import recorded from "./fixtures/failures.json" with { type: "json" };
import type { ObservedTool } from "./observed_tool.ts";

const NOW = new Date("2026-11-23T16:13:40Z");
// JSON's type is narrower than what the apiserver may answer.
const items = recorded.items as unknown as KubeObject[];

/** What was recorded of one notebook, as the controller would observe it. */
function observedOf(name: string, refusal?: string): ObservedTool {
  const notebook = find<Notebook>("Notebook", name);
  assert(notebook, `no notebook ${name} was recorded`);
  const pod = find<Pod>("Pod", `${name}-0`);
  const claims = items.filter((each) => each.kind === "PersistentVolumeClaim") as PersistentVolumeClaim[];
  const mounted = (pod?.spec?.volumes ?? []).map((volume) => volume.persistentVolumeClaim?.claimName);
  return {
    kind: "Notebook",
    object: notebook,
    isOutdated: false,
    container: name,
    path: `/notebook/sad-quota/${name}/`,
    workload: find<StatefulSet>("StatefulSet", name),
    pod,
    events: (items.filter((each) => each.kind === "Event") as CoreEvent[])
      .filter((each) => [name, `${name}-0`, ...mounted].includes(each.involvedObject.name)),
    claims: claims.filter((each) => mounted.includes(each.metadata.name)),
    answering: "yes",
    ...(refusal ? { refusal: { code: 422, message: refusal } } : {}),
    pendingChanges: [],
    isReplacing: false,
    port: 8888,
  };
}

function find<T extends KubeObject>(kind: string, name: string): T | undefined {
  return items.find((each) => each.kind === kind && each.metadata.name === name) as T | undefined;
}

const cases: { name: string; refusal?: string; state: string; message: string; nextStep?: string }[] = [
  { name: "fits", state: "RUNNING", message: "Ready." },
  {
    name: "too-much",
    state: "WAITING",
    message: "The quota team-quota allows 1 CPU; 1 in use, and this asks for 1.",
    nextStep: "Stop something or ask for less.",
  },
  {
    name: "too-large",
    state: "FAILED",
    message: "A rule here allows at most 500m CPU; this asks for 1.",
    nextStep: "Ask for less.",
  },
  {
    name: "as-root",
    state: "FAILED",
    message: "A rule here refused it: the security level restricted does not allow gaining rights while it runs, " +
      "special rights, running as root and unfiltered calls to the system.",
    nextStep: "Show this to your admin.",
  },
  {
    name: "claim-missing",
    state: "FAILED",
    message: "No volume is named nowhere.",
    nextStep: "Create it or choose another.",
  },
  {
    name: "claim-unbound",
    state: "WAITING",
    message: "waits has no storage yet.",
    nextStep: "Wait, choose another volume, or show this to your admin.",
  },
  {
    name: "selector",
    state: "WAITING",
    message: "No machine fits: 1 of 1 is not of the kind asked for (gpu=a100).",
    nextStep: "Change where it may run, or show this to your admin.",
  },
  {
    name: "too-much-memory",
    state: "WAITING",
    message: "No machine has enough memory free now: 1 of 1 lacks memory.",
    nextStep: "Ask for less, or wait.",
  },
  {
    name: "no-priority",
    state: "FAILED",
    message: "Its settings cannot work: no priority class is named not-there.",
    nextStep: "Correct them, or delete it and make a new one.",
  },
  {
    name: "limit-below-request",
    refusal:
      'StatefulSet.apps "limit-below-request" is invalid: spec.template.spec.containers[0].resources.requests: ' +
      'Invalid value: "2": must be less than or equal to cpu limit of 1',
    state: "FAILED",
    message: "Its settings cannot work: it asks for 2 CPU and allows itself at most 1.",
    nextStep: "Correct them, or delete it and make a new one.",
  },
  {
    name: "bad-mount",
    refusal: 'StatefulSet.apps "bad-mount" is invalid: spec.template.spec.containers[0].volumeMounts[0].name: ' +
      'Not found: "not-there"',
    state: "FAILED",
    message: "Its settings cannot work: it mounts not-there, which is none of its volumes.",
    nextStep: "Correct them, or delete it and make a new one.",
  },
];

for (const { name, refusal, state, message, nextStep } of cases) {
  Deno.test(`explain says of the recorded ${name}: ${message}`, () => {
    const explained = explain(observedOf(name, refusal), NOW);
    assertEquals(explained.explanation.message, message);
    assertEquals(explained.state, state);
    assertEquals(explained.explanation.nextStep, nextStep);
    assertEquals(explained.url, state === "RUNNING" ? `/notebook/sad-quota/${name}/` : undefined);
    if (state !== "RUNNING") assert(explained.explanation.technical, "the original words are kept");
  });
}

Deno.test("what is said of an unbound volume keeps why it has no storage", () => {
  const { explanation } = explain(observedOf("claim-unbound"), NOW);
  assert(explanation.technical?.includes('storageclass.storage.k8s.io "no-such-class" not found'));
});
