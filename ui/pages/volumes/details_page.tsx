import { For, Show } from "solid-js";
import { useVolumeActions, type Volume } from "../../data/mod.ts";
import { Amount, SentenceText } from "../../parts/mod.ts";
import { MODE_WORDS, texts } from "../../texts/mod.ts";
import { useCommands } from "../actions/commands.ts";
import { AboutCard, Card, PairRow } from "../details/cards.tsx";
import { IdleLine } from "../details/idle_card.tsx";
import { DetailsPage } from "../details/details_page.tsx";
import { LastStopRow } from "../details/last_stop_card.tsx";
import { toldStop } from "../details/told_stop.ts";
import type { NounDetails } from "../noun_details.ts";
import { closeRefusal } from "./file_browser.ts";
import { FileBrowserState } from "./file_browser_state.tsx";
import { UseLink } from "./use_link.tsx";
import { VOLUMES } from "./volume_pages.ts";
import { usersOf } from "./volume_use.ts";

const words = texts.volumes.details;

const DETAILS: NounDetails<Volume> = {
  ...VOLUMES,
  overview: (volume) => <Overview volume={volume} />,
  target: (volume) => ({ volume }),
  readEvents: ({ viewerCan }) => viewerCan.readEvents,
  logs: null,
  commands: ({ namespace, name }) => [
    `kubectl get pvc ${name} -n ${namespace} -o wide`,
    `kubectl describe pvc ${name} -n ${namespace}`,
    `kubectl get pvcviewer -n ${namespace}`,
  ],
};

/** One volume. */
export default function VolumePage() {
  return <DetailsPage noun={DETAILS} />;
}

function Overview(props: { volume: Volume }) {
  return (
    <>
      <UseCard volume={props.volume} />
      <StorageCard volume={props.volume} />
      <FilesCard volume={props.volume} />
      <AboutCard item={props.volume} />
    </>
  );
}

function UseCard(props: { volume: Volume }) {
  return (
    <Card title={words.use}>
      <ul class="plain-list long">
        <For each={usersOf(props.volume)} fallback={<li class="muted">{words.unused}</li>}>
          {(use) => (
            <li>
              <UseLink use={use} namespace={props.volume.namespace} />{" "}
              <span class="muted">
                {`· ${texts.volumes.kinds[use.kind] ?? use.kind}, `}
                <SentenceText
                  of={!use.isRunning ? [words.stopped] : use.node ? words.runsOn(use.node) : [words.runs]}
                />
                {use.readOnly ? `, ${words.readOnly}` : ""}
              </span>
            </li>
          )}
        </For>
      </ul>
    </Card>
  );
}

function StorageCard(props: { volume: Volume }) {
  return (
    <Card title={words.storage}>
      <dl>
        <PairRow term={words.asked}>
          <Amount of={props.volume.requested} unit="bytes" />
        </PairRow>
        <Show when={props.volume.capacity}>
          {(capacity) => (
            <PairRow term={words.has}>
              <Amount of={capacity()} unit="bytes" />
            </PairRow>
          )}
        </Show>
        <PairRow term={words.mode}>{props.volume.accessModes.map((mode) => MODE_WORDS[mode]).join(", ")}</PairRow>
        <PairRow term={words.class}>
          {props.volume.storageClass?.name ?? words.noClass}
          <Show when={props.volume.storageClass?.description}>
            {(description) => <p class="muted">{description()}</p>}
          </Show>
        </PairRow>
      </dl>
    </Card>
  );
}

function FilesCard(props: { volume: Volume }) {
  const actions = useVolumeActions();
  const commands = useCommands("volumes", () => null);
  const close = () =>
    commands.run(
      props.volume,
      () => actions.closeFiles(props.volume.id),
      texts.volumes.actions.closeFailed(props.volume.name),
    );
  return (
    <Card title={words.files}>
      <Show when={props.volume.fileBrowser} fallback={<p class="muted">{words.filesClosed}</p>}>
        {(browser) => (
          <>
            <FileBrowserState of={browser()} />
            <Show when={browser().idle}>{(report) => <IdleLine report={report()} act="closes" />}</Show>
            <Show when={toldStop(browser())}>
              {(stop) => (
                <dl>
                  <LastStopRow of={stop()} />
                </dl>
              )}
            </Show>
            <Show when={!closeRefusal(props.volume, commands.frozen())}>
              <div>
                <button
                  type="button"
                  class="button"
                  aria-busy={commands.isBusy(props.volume.id)}
                  onClick={() => void close()}
                >
                  {words.close}
                </button>
              </div>
            </Show>
          </>
        )}
      </Show>
    </Card>
  );
}
