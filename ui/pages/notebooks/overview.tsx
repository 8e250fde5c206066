import { For, type JSX, Show } from "solid-js";
import type { Notebook } from "../../data/mod.ts";
import { SentenceText } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import { AboutCard, Card, PairRow, ResourcesCard, StartCard } from "../details/cards.tsx";
import { IdleCard } from "../details/idle_card.tsx";
import { LastStopCard } from "../details/last_stop_card.tsx";
import { VolumeLink } from "../volumes/volume_link.tsx";

const words = texts.notebooks.details;

/** What a notebook is, in cards. */
export function NotebookOverview(props: { notebook: Notebook; keep: JSX.Element }) {
  return (
    <>
      <StartCard item={props.notebook} />
      <IdleCard item={props.notebook}>{props.keep}</IdleCard>
      <LastStopCard item={props.notebook} />
      <ResourcesCard of={props.notebook.resources}>
        <For each={props.notebook.resources.accelerators}>
          {({ displayName, count }) => <PairRow term={displayName}>{count}</PairRow>}
        </For>
        <PairRow term={words.sharedMemory}>{props.notebook.hasSharedMemory ? words.yes : words.no}</PairRow>
      </ResourcesCard>
      <FilesCard notebook={props.notebook} />
      <Card title={words.image}>
        <p>{props.notebook.image.displayName}</p>
        <Show when={props.notebook.image.description}>
          <p class="muted">{props.notebook.image.description}</p>
        </Show>
        <p class="mono">{props.notebook.image.reference}</p>
      </Card>
      <AboutCard item={props.notebook}>
        <PairRow term={words.type}>{words.types[props.notebook.serverType]}</PairRow>
        <PairRow term={words.configurations}>
          {props.notebook.configurations.join(", ") || words.noConfigurations}
        </PairRow>
      </AboutCard>
    </>
  );
}

function FilesCard(props: { notebook: Notebook }) {
  return (
    <Card title={words.files}>
      <ul class="plain-list">
        <For each={props.notebook.volumes} fallback={<li class="muted">{words.noFiles}</li>}>
          {(volume) => (
            <li>
              <VolumeLink name={volume.claim} namespace={props.notebook.namespace} />{" "}
              <span class="muted">
                <SentenceText of={words.mountedAt(volume.mountPath)} />
                {volume.isWorkspace ? `, ${words.workspace}` : ""}
                {volume.readOnly ? `, ${words.readOnly}` : ""}
              </span>
            </li>
          )}
        </For>
      </ul>
    </Card>
  );
}
