import { assertEquals } from "@std/assert";
import { exampleNotebook, runningStatus } from "../../kube/explain/example_notebook.ts";
import {
  JUPYTER_CONFIG_ANNOTATION,
  type Notebook,
  RESTART_ANNOTATION,
  REWRITE_URI_ANNOTATION,
  SERVER_TYPE_ANNOTATION,
  stableHash,
  type StatefulSet,
  STOPPED_ANNOTATION,
} from "../../kube/mod.ts";
import { appliedStatefulSet, exampleObserved } from "../notebook/example_observed.ts";
import { createNotebookKind } from "../notebook/notebook_kind.ts";
import { DEFAULT_SETTINGS } from "../settings.ts";
import type { Observed } from "../tool/observed.ts";
import { planTool } from "../tool/plan.ts";

const NOW = new Date("2026-11-23T12:00:00Z");
const KIND = createNotebookKind(DEFAULT_SETTINGS);

function jupyter(annotations: Record<string, string> = {}, env?: { name: string; value: string }[]): Notebook {
  const notebook = exampleNotebook();
  const [first] = notebook.spec.template.spec.containers;
  const containers = [{ ...first, ...(env ? { env } : {}) }];
  return {
    ...notebook,
    metadata: { ...notebook.metadata, annotations: { [SERVER_TYPE_ANNOTATION]: "jupyter", ...annotations } },
    spec: { template: { spec: { ...notebook.spec.template.spec, containers } } },
  };
}

const planOf = (observed: Partial<Observed<Notebook>>, now = NOW) =>
  planTool(KIND, exampleObserved(observed), DEFAULT_SETTINGS, now);
const kindsOf = (observed: Partial<Observed<Notebook>>) => planOf(observed).applies.map((each) => each.kind).toSorted();

/** What the tool is told of directories, and what it mounts. */
function seenBy(observed: Partial<Observed<Notebook>>) {
  const set = planOf(observed).applies.find((each) => each.kind === "StatefulSet")?.body as StatefulSet | undefined;
  const [tool] = set?.spec?.template.spec?.containers ?? [];
  return {
    path: tool?.env?.find((each) => each.name === "JUPYTER_CONFIG_PATH")?.value,
    mounts: tool?.volumeMounts?.map((each) => each.mountPath),
  };
}

Deno.test("a new Jupyter is told its address by files, which are made with it", () => {
  const plan = planOf({ object: jupyter() });
  const config = plan.applies.find((each) => each.kind === "ConfigMap")!;
  const { name, ownerReferences } = config.body.metadata;
  assertEquals([name, ownerReferences], ["atelier-jupyter", undefined]);
  const { path, mounts } = seenBy({ object: jupyter() });
  assertEquals(path, "/opt/atelier/jupyter");
  assertEquals(mounts?.includes("/opt/atelier/jupyter"), true);
});

Deno.test("directories that the notebook names itself come first", () => {
  const object = jupyter({}, [{ name: "JUPYTER_CONFIG_PATH", value: "/mine" }]);
  assertEquals(seenBy({ object }).path, "/mine:/opt/atelier/jupyter");
});

Deno.test("no files for what is no Jupyter, has them switched off, or is reached by a rewrite", () => {
  const others = [
    exampleNotebook(),
    jupyter({ [SERVER_TYPE_ANNOTATION]: "group-one" }),
    jupyter({ [JUPYTER_CONFIG_ANNOTATION]: "disabled" }),
    jupyter({ [REWRITE_URI_ANNOTATION]: "/" }),
  ].map((each) => seenBy({ object: each }).path);
  assertEquals(others, [undefined, undefined, undefined, undefined]);
});

Deno.test("what runs from before us is left alone and not said to be pending; its next start has the files", () => {
  const workload = appliedStatefulSet();
  const pending = planOf({ object: jupyter(), workload }).status?.conditions.find(({ type }) =>
    type === "RestartPending"
  );
  assertEquals(pending?.message?.includes("volumes") ?? false, false);
  assertEquals(
    seenBy({ object: jupyter(), workload: appliedStatefulSet({ replicas: 0 }) }).path,
    "/opt/atelier/jupyter",
  );
  const stopped = jupyter({ [STOPPED_ANNOTATION]: "2026-11-23T11:00:00Z" });
  assertEquals(seenBy({ object: stopped, workload: appliedStatefulSet({ replicas: 0 }) }).path, undefined);
  const restarted = {
    ...jupyter({ [RESTART_ANNOTATION]: "2026-11-23T11:59:00Z" }),
    status: runningStatus() as never,
  };
  assertEquals(seenBy({ object: restarted, workload }).path, "/opt/atelier/jupyter");
});

Deno.test("files that were refused are said, do not keep the notebook from starting, and are tried again in time", () => {
  const object = jupyter();
  const refusal = { bodyHash: "", code: 403, message: "exceeded quota", retryAtMs: NOW.getTime() + 1_000 };
  const body = planOf({ object }).applies.find((each) => each.kind === "ConfigMap")!.body;
  const refusals = { ConfigMap: { ...refusal, bodyHash: stableHash(body) } };
  assertEquals(kindsOf({ object, refusals }), ["Service", "StatefulSet"]);
  const { status } = planOf({ object, refusals });
  assertEquals(status?.conditions.find((each) => each.type === "ChildRefused")?.message, "ConfigMap: exceeded quota");
  const later = planOf({ object, refusals }, new Date(NOW.getTime() + 2_000));
  assertEquals(later.applies.some((each) => each.kind === "ConfigMap"), true);
});

Deno.test("a ConfigMap of somebody else's is left alone: what starts has no files, and says whose place it is", () => {
  const object = jupyter();
  const ofAnother = (retryAtMs: number) => ({ ConfigMap: { bodyHash: "", code: 409, message: "conflict", retryAtMs } });
  const refusals = ofAnother(NOW.getTime() + 1_000);
  assertEquals([kindsOf({ object, refusals }), seenBy({ object, refusals }).path], [
    ["Service", "StatefulSet"],
    undefined,
  ]);
  const { conditions = [] } = planOf({ object, refusals }).status ?? {};
  assertEquals(
    conditions.filter((each) => each.type !== "Ready").map(({ type, message }) => [type, message]),
    [[
      "NameTaken",
      "ConfigMap atelier-jupyter exists and belongs to something else; it is left alone. " +
      "The server starts without the files that would tell it its address.",
    ]],
  );
  assertEquals(seenBy({ object, refusals: ofAnother(NOW.getTime() - 1_000) }).path, "/opt/atelier/jupyter");
});

Deno.test("one that has something else in the place of the files is left as it is", () => {
  const withSpec = (spec: Record<string, unknown>, tool: Record<string, unknown>): Notebook => {
    const { spec: { template }, ...notebook } = jupyter();
    const [first] = template.spec.containers;
    return {
      ...notebook,
      spec: { template: { spec: { ...template.spec, ...spec, containers: [{ ...first, ...tool }] } } },
    };
  };
  const volumes = [{ name: "atelier-config", emptyDir: {} }];
  const volumeMounts = [{ name: "mine", mountPath: "/opt/atelier/jupyter/" }];
  for (const object of [withSpec({ volumes }, {}), withSpec({}, { volumeMounts })]) {
    assertEquals(seenBy({ object }).path, undefined);
  }
});
