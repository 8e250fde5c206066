import { ACCESS } from "../access.ts";
import { unwrapItem } from "../live/frame.ts";
import { streamList, streamOne } from "../live/noun_stream.ts";
import { TENSORBOARD_NOUN } from "../nouns/tensorboard_noun.ts";
import { builder, guardedBy } from "./builder.ts";
import { createDelta } from "./delta.ts";
import { RunStateRef } from "./explanation.ts";
import {
  LIST_STREAM_ARGUMENTS,
  LIST_STREAM_WORDS,
  ONE_STREAM_ARGUMENTS,
  ONE_STREAM_WORDS,
} from "./stream_arguments.ts";
import { TensorboardRef } from "./tensorboard.ts";
import { TensorboardFilterInput } from "./tensorboard_list.ts";
import { requireAddress } from "./target.ts";

const TensorboardDeltaRef = createDelta("Tensorboard", TensorboardRef, "TensorBoards");

builder.subscriptionField("tensorboards", (t) =>
  t.field({
    type: TensorboardDeltaRef,
    description: LIST_STREAM_WORDS,
    extensions: guardedBy(ACCESS.tensorboards.watch),
    args: {
      ...LIST_STREAM_ARGUMENTS,
      filter: t.arg({ type: TensorboardFilterInput, description: "Only these." }),
    },
    subscribe: (_root, args, context) => streamList(context, TENSORBOARD_NOUN, args),
    resolve: unwrapItem,
  }));

builder.subscriptionField("tensorboard", (t) =>
  t.field({
    type: TensorboardDeltaRef,
    description: ONE_STREAM_WORDS,
    extensions: guardedBy(ACCESS.tensorboards.watch),
    args: {
      ...ONE_STREAM_ARGUMENTS,
      until: t.arg({ type: [RunStateRef], description: "Where the stream ends." }),
    },
    subscribe: (_root, { target, until, atLeast }, context) =>
      streamOne(context, TENSORBOARD_NOUN, { address: requireAddress(target, TENSORBOARD_NOUN), until, atLeast }),
    resolve: unwrapItem,
  }));
