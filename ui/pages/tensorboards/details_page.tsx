import { For, type JSX, Show } from "solid-js";
import type { LogSource, Tensorboard } from "../../data/mod.ts";
import { Icon, SentenceText } from "../../parts/mod.ts";
import { readableDuration, texts } from "../../texts/mod.ts";
import { AboutCard, Card, PairRow, ResourcesCard, StartCard } from "../details/cards.tsx";
import { IdleCard } from "../details/idle_card.tsx";
import { LastStopCard } from "../details/last_stop_card.tsx";
import { DetailsPage } from "../details/details_page.tsx";
import type { NounDetails } from "../noun_details.ts";
import { placeOf } from "./log_source.ts";
import { VolumeLink } from "../volumes/volume_link.tsx";
import { TENSORBOARDS } from "./tensorboard_pages.ts";

const words = texts.tensorboards.details;

const DETAILS: NounDetails<Tensorboard> = {
  ...TENSORBOARDS,
  overview: (tensorboard, actions) => <Overview tensorboard={tensorboard} keep={actions.keep?.(() => tensorboard)} />,
  target: (tensorboard) => ({ tensorboard }),
  readEvents: ({ viewerCan }) => viewerCan.readEvents,
  logs: ({ containers, viewerCan }) => ({ containers, permission: viewerCan.readLogs }),
  commands: ({ namespace, name }) => [
    `kubectl get tensorboard,deployment,service ${name} -n ${namespace}`,
    `kubectl describe tensorboard ${name} -n ${namespace}`,
    `kubectl logs deployment/${name} -n ${namespace} --follow`,
  ],
};

/** One TensorBoard. */
export default function TensorboardPage() {
  return <DetailsPage noun={DETAILS} />;
}

function Overview(props: { tensorboard: Tensorboard; keep: JSX.Element }) {
  return (
    <>
      <StartCard item={props.tensorboard} />
      <IdleCard item={props.tensorboard}>{props.keep}</IdleCard>
      <LastStopCard item={props.tensorboard} />
      <SourcesCard sources={props.tensorboard.sources} namespace={props.tensorboard.namespace} />
      <ResourcesCard of={props.tensorboard.resources} />
      <AboutCard item={props.tensorboard}>
        <PairRow term={words.image}>
          <Show when={props.tensorboard.image} fallback={words.usualImage}>
            {(image) => <span class="mono">{image().reference}</span>}
          </Show>
        </PairRow>
        <PairRow term={words.reload}>{reloadWords(props.tensorboard.reloadInterval)}</PairRow>
      </AboutCard>
    </>
  );
}

function reloadWords(interval: string | null): string {
  if (interval === null) return words.usualReload;
  return interval === "PT0S" ? words.reloadOnce : words.reloadEvery(readableDuration(interval));
}

function SourcesCard(props: { sources: readonly LogSource[]; namespace: string }) {
  return (
    <Card title={words.sources}>
      <ul class="plain-list">
        <For each={props.sources} fallback={<li class="muted">{words.noSources}</li>}>
          {(source) => (
            <li class="place">
              <Icon name={source.__typename === "VolumeLogSource" ? "volumes" : "store"} />
              <span>
                <Show when={source.label}>{(label) => <strong>{`${label()} `}</strong>}</Show>
                <Place of={source} namespace={props.namespace} />
                <Show when={source.__typename === "ObjectStoreLogSource" && source.credential}>
                  {(name) => (
                    <span class="muted">
                      {" "}
                      <SentenceText of={words.credential(name())} />
                    </span>
                  )}
                </Show>
              </span>
            </li>
          )}
        </For>
      </ul>
    </Card>
  );
}

function Place(props: { of: LogSource; namespace: string }) {
  const volume = () => props.of.__typename === "VolumeLogSource" ? props.of : null;
  return (
    <Show when={volume()} fallback={<bdi>{placeOf(props.of)}</bdi>}>
      {(source) => (
        <>
          <VolumeLink name={source().claim} namespace={props.namespace} />
          <bdi>{source().path ? `/${source().path}` : ""}</bdi>
        </>
      )}
    </Show>
  );
}
