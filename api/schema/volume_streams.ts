import { ACCESS } from "../access.ts";
import { unwrapItem } from "../live/frame.ts";
import { streamList, streamOne } from "../live/noun_stream.ts";
import { VOLUME_NOUN } from "../nouns/volume_noun.ts";
import { builder, guardedBy } from "./builder.ts";
import { createDelta } from "./delta.ts";
import {
  LIST_STREAM_ARGUMENTS,
  LIST_STREAM_WORDS,
  ONE_STREAM_ARGUMENTS,
  ONE_STREAM_WORDS,
} from "./stream_arguments.ts";
import { VolumeRef, VolumeStateRef } from "./volume.ts";
import { VolumeFilterInput } from "./volume_list.ts";
import { requireAddress } from "./target.ts";

const VolumeDeltaRef = createDelta("Volume", VolumeRef, "volumes");

builder.subscriptionField("volumes", (t) =>
  t.field({
    type: VolumeDeltaRef,
    description: LIST_STREAM_WORDS,
    extensions: guardedBy(ACCESS.claims.watch),
    args: {
      ...LIST_STREAM_ARGUMENTS,
      filter: t.arg({ type: VolumeFilterInput, description: "Only these." }),
    },
    subscribe: (_root, args, context) => streamList(context, VOLUME_NOUN, args),
    resolve: unwrapItem,
  }));

builder.subscriptionField("volume", (t) =>
  t.field({
    type: VolumeDeltaRef,
    description: ONE_STREAM_WORDS,
    extensions: guardedBy(ACCESS.claims.watch),
    args: {
      ...ONE_STREAM_ARGUMENTS,
      until: t.arg({ type: [VolumeStateRef], description: "Where the stream ends." }),
    },
    subscribe: (_root, { target, until, atLeast }, context) =>
      streamOne(context, VOLUME_NOUN, { address: requireAddress(target, VOLUME_NOUN), until, atLeast }),
    resolve: unwrapItem,
  }));
