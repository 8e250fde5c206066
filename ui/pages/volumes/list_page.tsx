import { For, Show } from "solid-js";
import type { Volume } from "../../data/mod.ts";
import { Amount, When } from "../../parts/mod.ts";
import { MODE_WORDS, texts } from "../../texts/mod.ts";
import { ListPage } from "../list/list_page.tsx";
import type { NounList } from "../noun_list.ts";
import { filesWord } from "./file_browser.ts";
import { UseLink } from "./use_link.tsx";
import { VOLUMES } from "./volume_pages.ts";
import { namesOf, usersOf } from "./volume_use.ts";

const needsAttention = ({ state }: Volume) => state === "LOST" || state === "FAILED";

const LIST: NounList<Volume> = {
  ...VOLUMES,
  columns: [
    { key: "size", cell: ({ capacity, requested }) => <Amount of={capacity ?? requested} unit="bytes" /> },
    {
      key: "usedBy",
      cell: (volume) => <UsedBy volume={volume} />,
      title: (volume) => namesOf(usersOf(volume), Infinity),
    },
    { key: "files", cell: (volume) => <Files volume={volume} /> },
    { key: "mode", cell: ({ accessModes }) => accessModes.map((mode) => MODE_WORDS[mode]).join(", ") },
    { key: "class", cell: ({ storageClass }) => storageClass?.name ?? <span class="muted">{texts.list.none}</span> },
    { key: "age", cell: ({ createdAt }) => <When at={createdAt} /> },
  ],
  filters: {
    all: () => true,
    used: (volume) => usersOf(volume).length > 0,
    unused: (volume) => volume.usedBy !== null && volume.usedBy.length === 0,
    attention: needsAttention,
  },
  needsAttention,
  searched: (volume) => [volume.name, volume.storageClass?.name ?? "", ...usersOf(volume).map(({ name }) => name)],
};

/** The volumes of a namespace. */
export default function VolumesPage() {
  return <ListPage noun={LIST} />;
}

const SHOWN_USERS = 2;

function UsedBy(props: { volume: Volume }) {
  const users = () => usersOf(props.volume);
  const rest = () => users().length - SHOWN_USERS;
  return (
    <>
      <For each={users().slice(0, SHOWN_USERS)} fallback={<span class="muted">{texts.list.none}</span>}>
        {(use) => (
          <span class="ellipsis">
            <UseLink use={use} namespace={props.volume.namespace} />
          </span>
        )}
      </For>
      <Show when={rest() > 0}>
        <span class="muted">{texts.list.more(rest())}</span>
      </Show>
    </>
  );
}

function Files(props: { volume: Volume }) {
  const word = () => filesWord(props.volume);
  const tone = () => ({ open: "ok", opening: "info", failed: "error", closed: "muted" })[word()];
  return <span data-tone={tone()}>{texts.volumes.files[word()]}</span>;
}
