import { For, Show } from "solid-js";
import type { Notebook } from "../../data/mod.ts";
import { Amount, When } from "../../parts/mod.ts";
import { shortImage, texts } from "../../texts/mod.ts";
import { ListPage } from "../list/list_page.tsx";
import { needsAttention, RUNNABLE_FILTERS } from "../list/runnable_filters.ts";
import type { NounList } from "../noun_list.ts";
import { NOTEBOOKS } from "./notebook_pages.ts";

const LIST: NounList<Notebook> = {
  ...NOTEBOOKS,
  columns: [
    {
      key: "image",
      cell: ({ image }) => image.displayName || shortImage(image.reference),
      title: ({ image }) => image.reference,
    },
    { key: "cpu", cell: ({ resources }) => <Amount of={resources.cpu} unit="cores" /> },
    { key: "memory", cell: ({ resources }) => <Amount of={resources.memory} unit="bytes" /> },
    {
      key: "gpu",
      cell: ({ resources: { accelerators } }) =>
        accelerators.length > 0
          ? accelerators.reduce((sum, { count }) => sum + count, 0)
          : <span class="muted">{texts.list.notAsked}</span>,
      title: ({ resources: { accelerators } }) =>
        accelerators.map(({ count, displayName }) => `${count} × ${displayName}`).join("\n"),
    },
    {
      key: "volumes",
      cell: (notebook) => <Volumes volumes={notebook.volumes} />,
      title: ({ volumes }) => volumes.map((each) => each.claim).join("\n"),
    },
    { key: "age", cell: ({ createdAt }) => <When at={createdAt} /> },
  ],
  filters: RUNNABLE_FILTERS,
  needsAttention,
  searched: ({ name, image, volumes, resources }) => [
    name,
    image.reference,
    image.displayName,
    ...resources.accelerators.map((each) => each.displayName),
    ...volumes.map((each) => each.claim),
  ],
};

/** The notebooks of a namespace. */
export default function NotebooksPage() {
  return <ListPage noun={LIST} />;
}

const SHOWN_VOLUMES = 1;

function Volumes(props: { volumes: Notebook["volumes"] }) {
  const rest = () => props.volumes.length - SHOWN_VOLUMES;
  return (
    <>
      <For each={props.volumes.slice(0, SHOWN_VOLUMES)} fallback={<span class="muted">{texts.list.none}</span>}>
        {(volume) => <span class="ellipsis">{volume.claim}</span>}
      </For>
      <Show when={rest() > 0}>
        <span class="muted">{texts.list.more(rest())}</span>
      </Show>
    </>
  );
}
