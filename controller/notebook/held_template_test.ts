import { assertEquals } from "@std/assert";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { examplePod } from "../../kube/explain/example_pod.ts";
import {
  type Notebook,
  RESTART_ANNOTATION,
  type StatefulSet,
  STOPPED_ANNOTATION,
  UPDATE_POLICY_ANNOTATION,
} from "../../kube/mod.ts";
import { CONTROLLER, DEFAULT_SETTINGS } from "../settings.ts";
import { appliedStatefulSet } from "./example_observed.ts";
import { decideTemplate, type TemplateQuestion } from "../children/held_template.ts";
import { createNotebookKind } from "./notebook_kind.ts";
import { desiredTemplate } from "./pod_template.ts";

const KIND = createNotebookKind(DEFAULT_SETTINGS);
const settings = DEFAULT_SETTINGS;
const before = exampleNotebook();
const live = appliedStatefulSet({ template: desiredTemplate(before, settings).template });
const edited = (image: string, annotations: Record<string, string> = {}) =>
  exampleNotebook({ metadata: { generation: 2, annotations }, spec: { containers: [{ name: "train", image }] } });
const labelled = exampleNotebook({ metadata: { labels: { course: "ml" } } });

function decide(notebook: Notebook, differs: Partial<TemplateQuestion> = {}) {
  const desired = desiredTemplate(notebook, settings).template;
  return decideTemplate({
    kind: KIND,
    object: notebook,
    wish: KIND.wishOf(notebook),
    desired,
    live,
    pod: examplePod(),
    isRestarting: false,
    ...differs,
  });
}

const stale = {
  ...live,
  spec: {
    ...live.spec!,
    template: {
      ...live.spec!.template,
      metadata: { labels: { ...live.spec!.template.metadata?.labels, course: "ml" } },
    },
  },
};
const stopped = {
  live: appliedStatefulSet({ replicas: 0, template: live.spec!.template, status: { replicas: 0 } }),
  pod: undefined,
};

const cases: {
  reason: string;
  decision: ReturnType<typeof decide>;
  image: string;
  pending: string[];
  replaces?: boolean;
}[] = [
  {
    reason: "nothing differs",
    decision: decide(before),
    image: "quay.io/jupyter/minimal-notebook:latest",
    pending: [],
  },
  {
    reason: "an edit of the spec is what the user asked for",
    decision: decide(edited("b")),
    image: "b",
    pending: [],
    replaces: true,
  },
  {
    reason: "with on-restart an edit waits for the next start",
    decision: decide(edited("b", { [UPDATE_POLICY_ANNOTATION]: "on-restart" })),
    image: "quay.io/jupyter/minimal-notebook:latest",
    pending: ["image"],
  },
  {
    reason: "a restart takes what was held",
    decision: decide(edited("b", { [UPDATE_POLICY_ANNOTATION]: "on-restart" }), { isRestarting: true }),
    image: "b",
    pending: [],
    replaces: true,
  },
  {
    reason: "a start takes what was held",
    decision: decide(edited("b", { [UPDATE_POLICY_ANNOTATION]: "on-restart" }), {
      live: appliedStatefulSet({ replicas: 0, template: live.spec!.template, status: { replicas: 0 } }),
      pod: undefined,
    }),
    image: "b",
    pending: [],
  },
  {
    reason: "a label edit restarts nothing",
    decision: decide(labelled),
    image: "quay.io/jupyter/minimal-notebook:latest",
    pending: ["labels"],
  },
  {
    reason: "a stop does not wait for what else was edited",
    decision: decide(edited("b", { [STOPPED_ANNOTATION]: "" })),
    image: "quay.io/jupyter/minimal-notebook:latest",
    pending: ["image"],
  },
  {
    reason: "an edit of what is stopped is applied at once",
    decision: decide(edited("b", { [STOPPED_ANNOTATION]: "" }), stopped),
    image: "b",
    pending: [],
  },
  {
    reason: "what is stopped and taken over, or differs by what nobody edited, is as it was until its start",
    decision: decide(
      exampleNotebook({ metadata: { labels: { course: "ml" }, annotations: { [STOPPED_ANNOTATION]: "" } } }),
      stopped,
    ),
    image: "quay.io/jupyter/minimal-notebook:latest",
    pending: ["labels"],
  },
  {
    reason: "where there is no pod, an edit of labels may be what lets one be made",
    decision: decide(labelled, {
      live: appliedStatefulSet({ template: live.spec!.template, status: { replicas: 0 } }),
      pod: undefined,
    }),
    image: "quay.io/jupyter/minimal-notebook:latest",
    pending: [],
  },
  {
    reason: "a child without the recorded generation is adopted as it is, whatever the notebook says",
    decision: decide(edited("b"), { live: withoutGeneration(live) }),
    image: "quay.io/jupyter/minimal-notebook:latest",
    pending: ["image"],
  },
  {
    reason: "a label that Kubeflow never took off the template stays until the next start: it is ours once taken over",
    decision: decide(before, { live: withoutGeneration(stale) }),
    image: "quay.io/jupyter/minimal-notebook:latest",
    pending: ["labels"],
  },
];

for (const { reason, decision, image, pending, replaces = false } of cases) {
  Deno.test(`decideTemplate(): ${reason}`, () => {
    assertEquals(decision.template.spec?.containers[0].image, image);
    assertEquals(decision.pendingChanges, pending);
    assertEquals(decision.replacesPod, replaces);
  });
}

Deno.test("decideTemplate(): a held edit keeps the generation that the live template was made from", () => {
  assertEquals(decide(edited("b", { [UPDATE_POLICY_ANNOTATION]: "on-restart" })).appliedGeneration, "1");
  assertEquals(decide(edited("b")).appliedGeneration, "2");
  assertEquals(decide(edited("b"), { live: withoutGeneration(live) }).appliedGeneration, "2");
});

Deno.test("decideTemplate(): a workload that lacks what its schema demands is corrected, not stumbled over", () => {
  for (const spec of [undefined, { selector: {} }]) {
    const broken = { ...live, spec } as unknown as StatefulSet;
    assertEquals(decide(before, { live: broken, pod: undefined }).isHeld, false);
  }
});

Deno.test("decideTemplate(): what is held is only what we own", () => {
  const fieldsV1 = {
    "f:spec": {
      "f:template": {
        "f:metadata": { "f:labels": { "f:statefulset": {}, "f:notebook-name": {} } },
        "f:spec": { "f:containers": { 'k:{"name":"train"}': { ".": {}, "f:name": {}, "f:image": {} } } },
      },
    },
  };
  const owned: StatefulSet = {
    ...live,
    metadata: { ...live.metadata, managedFields: [{ manager: CONTROLLER, operation: "Apply", fieldsV1 }] },
  };
  assertEquals(decide(labelled, { live: owned }).template, {
    metadata: { labels: { statefulset: "train", "notebook-name": "train" } },
    spec: { containers: [{ name: "train", image: "quay.io/jupyter/minimal-notebook:latest" }] },
  });
});

Deno.test("decideTemplate(): a live template with duplicates cannot be said by an apply", () => {
  const template = structuredClone(live.spec!.template);
  template.spec!.containers[0].env = [{ name: "A", value: "1" }, { name: "A", value: "2" }];
  const adopted = withoutGeneration(appliedStatefulSet({ template }));
  assertEquals(decide(labelled, { live: adopted }).isUnsayable, true);
});

Deno.test("decideTemplate(): the restart annotation alone changes no template", () => {
  const asked = exampleNotebook({ metadata: { annotations: { [RESTART_ANNOTATION]: "2026-11-23T12:00:00Z" } } });
  assertEquals(decide(asked, { isRestarting: true }).replacesPod, false);
});

function withoutGeneration(set: StatefulSet): StatefulSet {
  return { ...set, metadata: { ...set.metadata, annotations: {} } };
}
