import { requestError } from "../request_error.ts";
import { type ObjectAddress, type TargetInput, toNotebookAddress } from "../target.ts";
import { builder } from "./builder.ts";

const PlaceInput = builder.inputType("Place", {
  description: "A namespace and a name in it.",
  fields: (t) => ({
    namespace: t.field({ type: "ResourceName", required: true, description: "Where." }),
    name: t.field({ type: "ResourceName", required: true, description: "What it is called." }),
  }),
});

export const TargetInputRef = builder.inputType("Target", {
  description: "By id (that very object: refused when a namesake took its place) or by place (whatever is there now).",
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: "That very object." }),
    at: t.field({ type: PlaceInput, description: "Whatever is there now." }),
  }),
});

export const ResourceTargetInput = builder.inputType("ResourceTarget", {
  description: "An object whose kind is not clear from the field.",
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: "That very object." }),
    notebook: t.field({ type: PlaceInput, description: "The notebook that is there now." }),
  }),
});

/** Which notebook a target names; throws INVALID for an id of something else. */
export function requireNotebookAddress(target: TargetInput): ObjectAddress {
  const address = toNotebookAddress(target);
  if (!address) throw requestError("INVALID", "Cannot find this: it is no id of a notebook.");
  return address;
}
