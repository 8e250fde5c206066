import type { Accessor } from "solid-js";
import type { DeltaFeed } from "./delta_feed.ts";
import { type Notebook, notebooksSubscription } from "./documents/mod.ts";
import { type NounSource, useNounFeed } from "./noun_feed.tsx";

const NOTEBOOKS: NounSource<Notebook> = {
  noun: "notebooks",
  open: (follow, namespace, onFrame, onEnd, onTrouble) =>
    follow(notebooksSubscription, () => ({ namespace }), {
      onData: (data) => onFrame(data.notebooks),
      onEnd,
      onTrouble,
    }),
};

/** The notebooks of a namespace, live. */
export function useNotebooks(namespace: Accessor<string | null>): Accessor<DeltaFeed<Notebook> | null> {
  return useNounFeed(NOTEBOOKS, namespace);
}
