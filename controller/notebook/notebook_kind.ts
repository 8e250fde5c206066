import { notebookPath, toolContainerName, type Verdict } from "../../kube/explain/mod.ts";
import {
  claimNamesOf,
  type Notebook,
  NOTEBOOK_NAME_MAX,
  NOTEBOOKS,
  type NotebookStatus,
  type RootedSchema,
  SERVER_TYPE_ANNOTATION,
  withPodSpec,
} from "../../kube/mod.ts";
import type { Reach } from "../children/recorded_reach.ts";
import type { ControllerSettings } from "../settings.ts";
import type { OwnCondition } from "../status/conditions.ts";
import { condition } from "../status/own_conditions.ts";
import type { ToolStatusFacts } from "../status/tool_status.ts";
import type { QuestionWish, ToolKind, ToolWish } from "../tool/tool_kind.ts";
import { jupyterConfigOf } from "./jupyter_config.ts";
import { desiredTemplate, toolPort } from "./pod_template.ts";
import { requestHeadersOf } from "./request_headers.ts";
import { rewriteUriOf } from "./rewrite_uri.ts";

/** What of the settings a notebook's children depend on. */
export type NotebookSettings = Pick<ControllerSettings, "addFsGroup" | "identityHeaders">;

/** How Notebooks differ from other kinds: Kubeflow's names, its defaults for the pod, and its annotations. */
export function createNotebookKind(settings: NotebookSettings): ToolKind<Notebook> {
  return {
    type: NOTEBOOKS,
    workload: "StatefulSet",
    rank: 2,
    prefixOf: (child, namespace) => child === "route" ? `notebook-${namespace}-` : "",
    complete: withPodSpec,
    claimsOf: (notebook) => claimNamesOf(withPodSpec(notebook).spec.template.spec.volumes),
    containerOf: ({ metadata, spec }) => toolContainerName(metadata.name, spec.template.spec.containers),
    wishOf: (notebook, reach) => notebookWish(notebook, settings, reach),
    reachOf: ({ spec }) => {
      const port = spec?.template?.spec?.containers?.[0]?.ports?.[0]?.containerPort;
      return port ? { port } : undefined;
    },
    statusOf: notebookStatus,
    statusSchema: STATUS_SCHEMA,
  };
}

const STATUS_SCHEMA: RootedSchema = {
  schema: {
    properties: {
      status: { properties: { containerState: { type: "object", "x-kubernetes-map-type": "atomic" } } },
    },
  },
  definitions: {},
};

function notebookWish(notebook: Notebook, settings: NotebookSettings, reach?: Reach): ToolWish {
  const { name, namespace = "" } = notebook.metadata;
  const prefix = notebookPath(namespace, name);
  const headers = requestHeadersOf(notebook, settings.identityHeaders);
  const { uri, refused } = rewriteUriOf(notebook);
  const rewrite = uri ?? prefix;
  const port = typeof reach?.port === "number" ? reach.port : toolPort(notebook);
  return {
    ...desiredTemplate(notebook, settings),
    config: jupyterConfigOf(notebook),
    fault: faultOf(notebook),
    selector: { statefulset: name },
    service: { portName: `http-${name}`, targetPort: port },
    route: { prefix, rewrite, headers: headers.set },
    question: questionOf(notebook, prefix, rewrite),
    conditions: refusedAnnotations({ RequestHeaders: headers.refused, RewriteUri: refused }),
  };
}

/** One condition of all annotations that are not followed, each by a sentence. */
function refusedAnnotations(refused: Readonly<Record<string, string | undefined>>): OwnCondition[] {
  const found = Object.entries(refused).filter(([, sentence]) => sentence !== undefined);
  if (found.length === 0) return [];
  return [condition("AnnotationRefused", found[0][0], found.map(([, sentence]) => sentence).join(" "))];
}

function faultOf({ metadata, spec }: Notebook): Verdict | undefined {
  if (metadata.name.length > NOTEBOOK_NAME_MAX) {
    return { reason: "NameTooLong", parameters: { max: String(NOTEBOOK_NAME_MAX) } };
  }
  if (spec.template.spec.containers.length > 0) return undefined;
  return { reason: "InvalidSpec", parameters: { detail: "it names no container and so no image" } };
}

function questionOf({ metadata }: Notebook, prefix: string, rewrite: string): QuestionWish {
  const isJupyter = metadata.annotations?.[SERVER_TYPE_ANNOTATION] === "jupyter";
  // Else our question would be an activity, of every notebook at each start of a controller.
  const below = isJupyter ? "api/kernels?no_track_activity=1" : "";
  return { path: rewrite + below, routedPath: prefix + below, accepts: isJupyter ? "ok" : "any" };
}

function notebookStatus({ conditions, readyReplicas, containerState, shared }: ToolStatusFacts): NotebookStatus {
  return { conditions: [...conditions], readyReplicas, containerState, ...shared };
}
