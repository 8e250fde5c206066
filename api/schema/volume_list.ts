import { ACCESS } from "../access.ts";
import { getOne, listPage } from "../noun_list.ts";
import { VOLUME_NOUN } from "../nouns/volume_noun.ts";
import { builder, guardedBy } from "./builder.ts";
import { ABSENT_WORDS, LIST_ARGUMENTS, LIST_WORDS, PLACE_ARGUMENTS } from "./list_arguments.ts";
import { createConnection } from "./noun_list.ts";
import { SortDirection } from "./page_info.ts";
import { VolumeRef, VolumeStateRef } from "./volume.ts";

const VolumeConnectionRef = createConnection("Volume", VolumeRef, "volumes");

/** What a list is narrowed to. */
export const VolumeFilterInput = builder.inputType("VolumeFilter", {
  description: "What a list is narrowed to; parts that are absent narrow nothing.",
  fields: (t) => ({
    search: t.string({ description: "In name, creator, kind of storage or message; case-insensitive." }),
    states: t.field({ type: [VolumeStateRef], description: "Any of these." }),
    creator: t.string({ description: "Exactly this." }),
    storageClass: t.string({ description: "Exactly this." }),
    isUnused: t.boolean({ description: "True: what nothing names; false: what something names." }),
  }),
});

const VolumeSortEnum = builder.enumType("VolumeSort", {
  description: "By what volumes are ordered.",
  values: {
    NAME: { description: "By name." },
    CREATED: { description: "By when they were made." },
    STATE: { description: "By state: what is wrong, what is under way, what is well, what goes." },
    SIZE: { description: "By how much was asked for." },
  } as const,
});

const VolumeOrderInput = builder.inputType("VolumeOrder", {
  description: "How volumes are ordered; names break ties.",
  fields: (t) => ({
    by: t.field({ type: VolumeSortEnum, required: true, description: "By what." }),
    direction: t.field({ type: SortDirection, required: true, defaultValue: "ASC", description: "Which way." }),
  }),
});

builder.queryField("volume", (t) =>
  t.field({
    type: VolumeRef,
    nullable: true,
    description: `One volume. ${ABSENT_WORDS}`,
    args: PLACE_ARGUMENTS,
    resolve: (_root, args, context) => getOne(context, VOLUME_NOUN, args),
  }));

builder.queryField("volumes", (t) =>
  t.field({
    type: VolumeConnectionRef,
    description: LIST_WORDS,
    extensions: guardedBy(ACCESS.claims.list),
    args: {
      ...LIST_ARGUMENTS,
      filter: t.arg({ type: VolumeFilterInput, description: "Only these." }),
      orderBy: t.arg({ type: VolumeOrderInput, description: "By name unless said." }),
    },
    resolve: (_root, args, context) => listPage(context, VOLUME_NOUN, args),
  }));
