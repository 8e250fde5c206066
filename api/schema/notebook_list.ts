import { ACCESS } from "../access.ts";
import { getOne, listPage } from "../noun_list.ts";
import { NOTEBOOK_NOUN } from "../nouns/notebook_noun.ts";
import { builder, guardedBy } from "./builder.ts";
import { RunStateRef } from "./explanation.ts";
import { ABSENT_WORDS, LIST_ARGUMENTS, LIST_WORDS, PLACE_ARGUMENTS } from "./list_arguments.ts";
import { NotebookRef } from "./notebook.ts";
import { createConnection } from "./noun_list.ts";
import { SortDirection } from "./page_info.ts";
import { ServerTypeRef } from "./server_type.ts";

const NotebookConnectionRef = createConnection("Notebook", NotebookRef, "notebooks");

/** What a list is narrowed to. */
export const NotebookFilterInput = builder.inputType("NotebookFilter", {
  description: "What a list is narrowed to; parts that are absent narrow nothing.",
  fields: (t) => ({
    search: t.string({ description: "In name, image, creator or message; case-insensitive." }),
    states: t.field({ type: [RunStateRef], description: "Any of these." }),
    serverTypes: t.field({ type: [ServerTypeRef], description: "Any of these." }),
    creator: t.string({ description: "Exactly this." }),
    usesVolume: t.field({ type: "ResourceName", description: "That name this volume." }),
  }),
});

const NotebookSortEnum = builder.enumType("NotebookSort", {
  description: "By what notebooks are ordered.",
  values: {
    NAME: { description: "By name." },
    CREATED: { description: "By when they were made." },
    STATE: { description: "By state, in the order of `RunState`." },
  } as const,
});

const NotebookOrderInput = builder.inputType("NotebookOrder", {
  description: "How notebooks are ordered; names break ties.",
  fields: (t) => ({
    by: t.field({ type: NotebookSortEnum, required: true, description: "By what." }),
    direction: t.field({ type: SortDirection, required: true, defaultValue: "ASC", description: "Which way." }),
  }),
});

builder.queryField("notebook", (t) =>
  t.field({
    type: NotebookRef,
    nullable: true,
    description: `One notebook. ${ABSENT_WORDS}`,
    args: PLACE_ARGUMENTS,
    resolve: (_root, args, context) => getOne(context, NOTEBOOK_NOUN, args),
  }));

builder.queryField("notebooks", (t) =>
  t.field({
    type: NotebookConnectionRef,
    description: LIST_WORDS,
    extensions: guardedBy(ACCESS.notebooks.list),
    args: {
      ...LIST_ARGUMENTS,
      filter: t.arg({ type: NotebookFilterInput, description: "Only these." }),
      orderBy: t.arg({ type: NotebookOrderInput, description: "By name unless said." }),
    },
    resolve: (_root, args, context) => listPage(context, NOTEBOOK_NOUN, args),
  }));
