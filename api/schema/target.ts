import { requestError } from "../request_error.ts";
import type { Noun } from "../nouns/noun.ts";
import { NOUNS } from "../nouns/mod.ts";
import { type ObjectAddress, type Place, type TargetInput, toAddress } from "../target.ts";
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
    tensorboard: t.field({ type: PlaceInput, description: "The TensorBoard that is there now." }),
    volume: t.field({ type: PlaceInput, description: "The volume that is there now; it has events, and no log." }),
  }),
});

/** `ResourceTarget` of the schema. */
interface ResourceTarget {
  id?: string | null;
  notebook?: Place | null;
  tensorboard?: Place | null;
  volume?: Place | null;
}

/** Which object of a noun a target names; throws INVALID for an id of something else. */
export function requireAddress(target: TargetInput, { type, word }: Pick<Noun, "type" | "word">): ObjectAddress {
  const address = toAddress(target, type.kind);
  if (!address) throw requestError("INVALID", `Cannot find this: it is no id of a ${word}.`);
  return address;
}

/** Which object a target names, and of which noun; throws INVALID for an id of something else. */
export function requireResource({ id, ...places }: ResourceTarget): { noun: Noun; address: ObjectAddress } {
  for (const [key, noun] of Object.entries(NOUNS)) {
    const at = places[key as keyof typeof places];
    const address = toAddress({ id, at }, noun.type.kind);
    if (address) return { noun, address };
  }
  throw requestError("INVALID", "Cannot find this: it is no id of anything that is told of here.");
}
