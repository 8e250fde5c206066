import { RUN_STATES, type Tensorboard, TENSORBOARDS } from "../../kube/mod.ts";
import { ACCESS } from "../access.ts";
import { claimsOfTensorboard, sourcesOf, toLogPath } from "../tensorboard_view.ts";
import { overlayTool } from "../../kube/explain/mod.ts";
import type { Noun } from "./noun.ts";
import type { NounFilter } from "./noun_filter.ts";
import { weighTool } from "./weigh_tool.ts";

/** What a list of Tensorboards is narrowed to. */
export interface TensorboardFilter extends NounFilter {
  usesVolume?: string | null;
}

/** The only container of a Tensorboard, as Kubeflow calls it. */
const CONTAINER = "tensorboard";

export const TENSORBOARD_NOUN: Noun<Tensorboard, TensorboardFilter> = {
  type: TENSORBOARDS,
  word: "TensorBoard",
  access: ACCESS.tensorboards,
  shownRights: [ACCESS.tensorboards.patch, ACCESS.tensorboards.delete, ACCESS.readLogs, ACCESS.events.watch],
  storeOf: ({ tensorboards }) => tensorboards,
  states: RUN_STATES,
  stateOf: (tensorboard) => overlayTool(tensorboard).state,
  textsOf: (tensorboard) => [...sourcesOf(tensorboard).map(toLogPath), overlayTool(tensorboard).explanation.message],
  passes: (tensorboard, { usesVolume }) => !usesVolume || claimsOfTensorboard(tensorboard).includes(usesVolume),
  claimsOf: claimsOfTensorboard,
  familyOf: (name, tensorboard) => ({
    members: [
      `Tensorboard/${name}`,
      ...(tensorboard ? claimsOfTensorboard(tensorboard) : []).map((claim) => `PersistentVolumeClaim/${claim}`),
    ],
    workload: `Deployment/${name}`,
  }),
  weigh: weighTool,
  server: { containersOf: () => [CONTAINER], gone: "TensorboardGone" },
};
