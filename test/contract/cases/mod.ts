import type { ContractCase } from "../target.ts";
import { cases as access } from "./access.ts";
import { cases as crud } from "./crud.ts";
import { cases as deletions } from "./deletions.ts";
import { cases as discovery } from "./discovery.ts";
import { cases as identity } from "./identity.ts";
import { cases as listsAndWatches } from "./lists_and_watches.ts";
import { cases as patches } from "./patches.ts";
import { cases as validation } from "./validation.ts";

/** Every case, under the subject that its file is named after. */
export const subjects: Record<string, ContractCase[]> = {
  access,
  crud,
  deletions,
  discovery,
  identity,
  "lists and watches": listsAndWatches,
  patches,
  validation,
};
