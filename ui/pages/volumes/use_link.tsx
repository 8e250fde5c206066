import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { detailsPath, type Noun } from "../../app/paths.ts";
import type { VolumeUse } from "../../data/mod.ts";

const NOUN_OF_KIND: Record<string, Noun> = { Notebook: "notebooks", Tensorboard: "tensorboards" };

/** The name of something that uses a volume; a link where it has a page. */
export function UseLink(props: { use: VolumeUse; namespace: string }) {
  return (
    <Show when={NOUN_OF_KIND[props.use.kind]} fallback={<bdi>{props.use.name}</bdi>}>
      {(noun) => <A href={detailsPath(noun(), props.namespace, props.use.name)}>{props.use.name}</A>}
    </Show>
  );
}
