import { claimNamesOf, type Notebook, NOTEBOOKS, RUN_STATES } from "../../kube/mod.ts";
import { ACCESS } from "../access.ts";
import { isSelected } from "../configurations.ts";
import { containerNames, imageOf, podSpecOf, resourcesOf, serverTypeOf } from "../notebook_view.ts";
import type { ServerType } from "../server_type.ts";
import { overlayTool } from "../../kube/explain/mod.ts";
import { type Noun, storeKeyOf } from "./noun.ts";
import type { NounFilter } from "./noun_filter.ts";
import { relation } from "./relation.ts";
import { weighTool } from "./weigh_tool.ts";

/** What a list of notebooks is narrowed to. */
export interface NotebookFilter extends NounFilter {
  serverTypes?: readonly ServerType[] | null;
  usesVolume?: string | null;
  hasAccelerator?: boolean | null;
}

export const NOTEBOOK_NOUN: Noun<Notebook, NotebookFilter> = {
  type: NOTEBOOKS,
  word: "notebook",
  access: ACCESS.notebooks,
  shownRights: [ACCESS.notebooks.patch, ACCESS.notebooks.delete, ACCESS.readLogs, ACCESS.events.watch],
  storeOf: ({ notebooks }) => notebooks,
  states: RUN_STATES,
  stateOf: (notebook) => overlayTool(notebook).state,
  textsOf: (notebook) => [imageOf(notebook), overlayTool(notebook).explanation.message],
  passes: (notebook, { serverTypes, usesVolume, hasAccelerator }) =>
    (!serverTypes || serverTypes.includes(serverTypeOf(notebook))) &&
    (!usesVolume || claimsOf(notebook).includes(usesVolume)) &&
    (hasAccelerator == null || hasAccelerator === resourcesOf(notebook).accelerators.length > 0),
  claimsOf,
  relationsOf: ({ notebooks, podDefaults }) => [
    relation(podDefaults, {
      keysOf: (podDefault) =>
        notebooks.list(podDefault.metadata.namespace).filter((each) => isSelected(each, podDefault)).map(storeKeyOf),
      faceOf: () => "",
    }),
  ],
  familyOf: (name, notebook) => ({
    members: [
      `Notebook/${name}`,
      ...(notebook ? claimsOf(notebook) : []).map((claim) => `PersistentVolumeClaim/${claim}`),
    ],
    workload: `StatefulSet/${name}`,
  }),
  weigh: weighTool,
  server: { containersOf: containerNames, gone: "NotebookGone" },
};

function claimsOf(notebook: Notebook): string[] {
  return claimNamesOf(podSpecOf(notebook).volumes);
}
