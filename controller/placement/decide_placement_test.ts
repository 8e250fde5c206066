import { assertEquals } from "@std/assert";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { examplePod, exampleStatefulSet } from "../../kube/explain/example_pod.ts";
import { PLACEMENT_ANNOTATION, STOPPED_ANNOTATION } from "../../kube/mod.ts";
import { decidePlacement, type PlacementQuestion } from "./decide_placement.ts";
import type { VolumeSharer } from "./volume_sharers.ts";

const VIEWER = 0;
const TENSORBOARD = 1;
const NOTEBOOK = 2;

function sharer(node: string, rank: number, differs: Partial<VolumeSharer> = {}): VolumeSharer {
  return {
    volume: "data",
    isExclusive: false,
    holder: `on-${node}`,
    rank,
    node,
    tolerations: [],
    since: "",
    ...differs,
  };
}

function placedBy(node: string, isRequired = true) {
  const set = exampleStatefulSet();
  const annotations = { [PLACEMENT_ANNOTATION]: JSON.stringify({ node, isRequired, tolerations: [] }) };
  return { ...set, metadata: { ...set.metadata, annotations } };
}

const bound = examplePod({ spec: { nodeName: "n1" } });
const unbound = examplePod({ spec: { nodeName: undefined } });
const stopped = exampleNotebook({ metadata: { annotations: { [STOPPED_ANNOTATION]: "now" } } });

const cases: {
  reason: string;
  question: Partial<PlacementQuestion>;
  node?: string;
  isRequired?: boolean;
  isMoving?: boolean;
  holder?: string;
}[] = [
  { reason: "nobody has its volume", question: {} },
  {
    reason: "a viewer starts beside a notebook",
    question: { rank: VIEWER, sharers: [sharer("n1", NOTEBOOK)] },
    node: "n1",
    holder: "on-n1",
  },
  {
    reason: "a notebook starts beside another one",
    question: { sharers: [sharer("n1", NOTEBOOK)] },
    node: "n1",
    holder: "on-n1",
  },
  {
    reason: "a notebook that starts spares a viewer where there is room, and does not wait for it",
    question: { sharers: [sharer("n1", VIEWER)] },
    node: "n1",
    isRequired: false,
  },
  {
    reason: "the highest counts before the others",
    question: { rank: VIEWER, sharers: [sharer("n1", TENSORBOARD), sharer("n2", NOTEBOOK)] },
    node: "n2",
    holder: "on-n2",
  },
  {
    reason: "a viewer yields as soon as a notebook is bound elsewhere",
    question: { rank: VIEWER, pod: bound, workload: placedBy("n1"), sharers: [sharer("n2", NOTEBOOK)] },
    node: "n2",
    isMoving: true,
    holder: "on-n2",
  },
  {
    reason: "a TensorBoard yields to a notebook and not to a viewer",
    question: { rank: TENSORBOARD, pod: bound, sharers: [sharer("n2", VIEWER)] },
    holder: "on-n2",
  },
  {
    reason: "a notebook that runs is never moved",
    question: { pod: bound, sharers: [sharer("n2", NOTEBOOK)] },
    holder: "on-n2",
  },
  {
    reason: "what runs stays as it was placed, whoever has come or gone since",
    question: { pod: bound, workload: placedBy("n1") },
    node: "n1",
  },
  {
    reason: "a pod that waits beside somebody who has left is placed anew",
    question: { pod: unbound, workload: placedBy("n1") },
    isMoving: true,
  },
  {
    reason: "a pod that waits elsewhere goes beside who has come to the volume meanwhile",
    question: { pod: unbound, sharers: [sharer("n2", NOTEBOOK)] },
    node: "n2",
    isMoving: true,
    holder: "on-n2",
  },
  {
    reason: "a pod that waits where it should is left alone",
    question: { pod: unbound, workload: placedBy("n1"), sharers: [sharer("n1", NOTEBOOK)] },
    node: "n1",
    holder: "on-n1",
  },
  {
    reason: "a pod that waits is not taken away for what would only be nicer",
    question: { pod: unbound, sharers: [sharer("n1", VIEWER)] },
  },
  {
    reason: "a stopped one keeps what it was placed by until it starts",
    question: { object: stopped, workload: placedBy("n1"), sharers: [sharer("n2", NOTEBOOK)] },
    node: "n1",
  },
  {
    reason: "a volume for one server is waited for, and no place is asked for",
    question: { pod: unbound, sharers: [sharer("n1", NOTEBOOK, { isExclusive: true })] },
    holder: "on-n1",
  },
];

for (const { reason, question, node, isRequired = true, isMoving = false, holder } of cases) {
  Deno.test(`placement: ${reason}`, () => {
    const decision = decidePlacement({ object: exampleNotebook(), sharers: [], rank: NOTEBOOK, ...question });
    const { placement } = decision;
    assertEquals([placement?.node, placement?.isRequired], [node, node && isRequired]);
    assertEquals([decision.isMoving, decision.holder?.holder], [isMoving, holder]);
  });
}

Deno.test("a holder's tolerations are taken along, but for those that every pod has", () => {
  const gpu = { key: "gpu", operator: "Exists" };
  const every = { key: "node.kubernetes.io/not-ready", effect: "NoExecute", tolerationSeconds: 300 };
  const sharers = [sharer("n1", NOTEBOOK, { tolerations: [gpu, every] })];
  const { placement } = decidePlacement({ object: exampleNotebook(), sharers, rank: VIEWER });
  assertEquals(placement?.tolerations, [gpu]);
});

Deno.test("a record that is no placement counts for none", () => {
  const set = placedBy("n1");
  for (const text of ["{", "{}", "null", '"n1"']) {
    const workload = { ...set, metadata: { ...set.metadata, annotations: { [PLACEMENT_ANNOTATION]: text } } };
    const question = { object: exampleNotebook(), pod: bound, workload, sharers: [], rank: NOTEBOOK };
    assertEquals(decidePlacement(question).placement, undefined);
  }
});
