import { For, Show } from "solid-js";
import type { LogSource, Tensorboard } from "../../data/mod.ts";
import { Icon, When } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import { ListPage } from "../list/list_page.tsx";
import { needsAttention, RUNNABLE_FILTERS } from "../list/runnable_filters.ts";
import type { NounList } from "../noun_list.ts";
import { placeOf } from "./log_source.ts";
import { TENSORBOARDS } from "./tensorboard_pages.ts";

const LIST: NounList<Tensorboard> = {
  ...TENSORBOARDS,
  columns: [
    {
      key: "sources",
      cell: (tensorboard) => <Sources sources={tensorboard.sources} />,
      title: ({ sources }) => sources.map(placeOf).join("\n"),
    },
    { key: "age", cell: ({ createdAt }) => <When at={createdAt} /> },
  ],
  filters: RUNNABLE_FILTERS,
  needsAttention,
  searched: ({ name, sources }) => [name, ...sources.map(placeOf)],
};

/** The TensorBoards of a namespace. */
export default function TensorboardsPage() {
  return <ListPage noun={LIST} />;
}

const SHOWN_SOURCES = 2;

function Sources(props: { sources: readonly LogSource[] }) {
  const rest = () => props.sources.length - SHOWN_SOURCES;
  return (
    <>
      <For each={props.sources.slice(0, SHOWN_SOURCES)} fallback={<span class="muted">{texts.list.none}</span>}>
        {(source) => (
          <span class="place">
            <Icon name={source.__typename === "VolumeLogSource" ? "volumes" : "store"} />
            <bdi class="ellipsis">{placeOf(source)}</bdi>
          </span>
        )}
      </For>
      <Show when={rest() > 0}>
        <span class="muted">{texts.list.more(rest())}</span>
      </Show>
    </>
  );
}
