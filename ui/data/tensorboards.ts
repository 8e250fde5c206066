import type { Accessor } from "solid-js";
import type { DeltaFeed } from "./delta_feed.ts";
import { type Tensorboard, tensorboardsSubscription } from "./documents/mod.ts";
import { type NounSource, useNounFeed } from "./noun_feed.tsx";

const TENSORBOARDS: NounSource<Tensorboard> = {
  noun: "tensorboards",
  open: (follow, namespace, onFrame, onEnd, onTrouble) =>
    follow(tensorboardsSubscription, () => ({ namespace }), {
      onData: (data) => onFrame(data.tensorboards),
      onEnd,
      onTrouble,
    }),
};

/** The TensorBoards of a namespace, live. */
export function useTensorboards(namespace: Accessor<string | null>): Accessor<DeltaFeed<Tensorboard> | null> {
  return useNounFeed(TENSORBOARDS, namespace);
}
