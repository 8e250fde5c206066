import { ACCESS } from "../access.ts";
import { unwrapItem } from "../live/frame.ts";
import { streamList, streamOne } from "../live/noun_stream.ts";
import { NOTEBOOK_NOUN } from "../nouns/notebook_noun.ts";
import { builder, guardedBy } from "./builder.ts";
import { createDelta } from "./delta.ts";
import { RunStateRef } from "./explanation.ts";
import {
  LIST_STREAM_ARGUMENTS,
  LIST_STREAM_WORDS,
  ONE_STREAM_ARGUMENTS,
  ONE_STREAM_WORDS,
} from "./stream_arguments.ts";
import { NotebookRef } from "./notebook.ts";
import { NotebookFilterInput } from "./notebook_list.ts";
import { requireAddress } from "./target.ts";

const NotebookDeltaRef = createDelta("Notebook", NotebookRef, "notebooks");

builder.subscriptionField("notebooks", (t) =>
  t.field({
    type: NotebookDeltaRef,
    description: LIST_STREAM_WORDS,
    extensions: guardedBy(ACCESS.notebooks.watch),
    args: {
      ...LIST_STREAM_ARGUMENTS,
      filter: t.arg({ type: NotebookFilterInput, description: "Only these." }),
    },
    subscribe: (_root, args, context) => streamList(context, NOTEBOOK_NOUN, args),
    resolve: unwrapItem,
  }));

builder.subscriptionField("notebook", (t) =>
  t.field({
    type: NotebookDeltaRef,
    description: ONE_STREAM_WORDS,
    extensions: guardedBy(ACCESS.notebooks.watch),
    args: {
      ...ONE_STREAM_ARGUMENTS,
      until: t.arg({ type: [RunStateRef], description: "Where the stream ends." }),
    },
    subscribe: (_root, { target, until, atLeast }, context) =>
      streamOne(context, NOTEBOOK_NOUN, { address: requireAddress(target, NOTEBOOK_NOUN), until, atLeast }),
    resolve: unwrapItem,
  }));
