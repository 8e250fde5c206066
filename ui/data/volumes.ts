import type { Accessor } from "solid-js";
import type { DeltaFeed } from "./delta_feed.ts";
import { type Volume, volumesSubscription } from "./documents/mod.ts";
import { type NounSource, useNounFeed } from "./noun_feed.tsx";

const VOLUMES: NounSource<Volume> = {
  noun: "volumes",
  open: (follow, namespace, onFrame, onEnd, onTrouble) =>
    follow(volumesSubscription, () => ({ namespace }), { onData: (data) => onFrame(data.volumes), onEnd, onTrouble }),
};

/** The volumes of a namespace, live. */
export function useVolumes(namespace: Accessor<string | null>): Accessor<DeltaFeed<Volume> | null> {
  return useNounFeed(VOLUMES, namespace);
}
