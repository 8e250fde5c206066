import { ACCESS } from "../access.ts";
import { getOne, listPage } from "../noun_list.ts";
import { TENSORBOARD_NOUN } from "../nouns/tensorboard_noun.ts";
import { builder, guardedBy } from "./builder.ts";
import { RunStateRef } from "./explanation.ts";
import { ABSENT_WORDS, LIST_ARGUMENTS, LIST_WORDS, PLACE_ARGUMENTS } from "./list_arguments.ts";
import { createConnection } from "./noun_list.ts";
import { SortDirection } from "./page_info.ts";
import { TensorboardRef } from "./tensorboard.ts";

const TensorboardConnectionRef = createConnection("Tensorboard", TensorboardRef, "TensorBoards");

/** What a list is narrowed to. */
export const TensorboardFilterInput = builder.inputType("TensorboardFilter", {
  description: "What a list is narrowed to; parts that are absent narrow nothing.",
  fields: (t) => ({
    search: t.string({ description: "In name, sources, creator or message; case-insensitive." }),
    states: t.field({ type: [RunStateRef], description: "Any of these." }),
    creator: t.string({ description: "Exactly this." }),
    usesVolume: t.field({ type: "ResourceName", description: "That read this volume." }),
  }),
});

const TensorboardSortEnum = builder.enumType("TensorboardSort", {
  description: "By what TensorBoards are ordered.",
  values: {
    NAME: { description: "By name." },
    CREATED: { description: "By when they were made." },
    STATE: { description: "By state, in the order of `RunState`." },
  } as const,
});

const TensorboardOrderInput = builder.inputType("TensorboardOrder", {
  description: "How TensorBoards are ordered; names break ties.",
  fields: (t) => ({
    by: t.field({ type: TensorboardSortEnum, required: true, description: "By what." }),
    direction: t.field({ type: SortDirection, required: true, defaultValue: "ASC", description: "Which way." }),
  }),
});

builder.queryField("tensorboard", (t) =>
  t.field({
    type: TensorboardRef,
    nullable: true,
    description: `One TensorBoard. ${ABSENT_WORDS}`,
    args: PLACE_ARGUMENTS,
    resolve: (_root, args, context) => getOne(context, TENSORBOARD_NOUN, args),
  }));

builder.queryField("tensorboards", (t) =>
  t.field({
    type: TensorboardConnectionRef,
    description: LIST_WORDS,
    extensions: guardedBy(ACCESS.tensorboards.list),
    args: {
      ...LIST_ARGUMENTS,
      filter: t.arg({ type: TensorboardFilterInput, description: "Only these." }),
      orderBy: t.arg({ type: TensorboardOrderInput, description: "By name unless said." }),
    },
    resolve: (_root, args, context) => listPage(context, TENSORBOARD_NOUN, args),
  }));
