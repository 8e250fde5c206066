import type { ContractCase } from "../target.ts";
import { cases as access } from "./access.ts";
import { cases as accountsOfPods } from "./accounts_of_pods.ts";
import { cases as apply } from "./apply.ts";
import { cases as crud } from "./crud.ts";
import { cases as definitions } from "./definitions.ts";
import { cases as deletions } from "./deletions.ts";
import { cases as deployments } from "./deployments.ts";
import { cases as discovery } from "./discovery.ts";
import { cases as errors } from "./errors.ts";
import { cases as events } from "./events.ts";
import { cases as garbage } from "./garbage.ts";
import { cases as history } from "./history.ts";
import { cases as impersonation } from "./impersonation.ts";
import { cases as lists } from "./lists.ts";
import { cases as namespaces } from "./namespaces.ts";
import { cases as ownership } from "./ownership.ts";
import { cases as patches } from "./patches.ts";
import { cases as quotas } from "./quotas.ts";
import { cases as refusals } from "./refusals.ts";
import { cases as refusedPods } from "./refused_pods.ts";
import { cases as schemas } from "./schemas.ts";
import { cases as secrets } from "./secrets.ts";
import { cases as statefulSets } from "./stateful_sets.ts";
import { cases as subresources } from "./subresources.ts";
import { cases as tables } from "./tables.ts";
import { cases as tokens } from "./tokens.ts";
import { cases as validation } from "./validation.ts";
import { cases as volumes } from "./volumes.ts";
import { cases as watches } from "./watches.ts";

/** Every case, under the subject that its file is named after. */
export const subjects: Record<string, ContractCase[]> = {
  access,
  "accounts of pods": accountsOfPods,
  apply,
  crud,
  definitions,
  deletions,
  deployments,
  discovery,
  errors,
  events,
  garbage,
  history,
  impersonation,
  lists,
  namespaces,
  ownership,
  patches,
  quotas,
  refusals,
  "refused pods": refusedPods,
  schemas,
  secrets,
  "stateful sets": statefulSets,
  subresources,
  tables,
  tokens,
  validation,
  volumes,
  watches,
};
