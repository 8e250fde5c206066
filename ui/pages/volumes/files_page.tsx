import { useParams } from "@solidjs/router";
import { createEffect, Match, Show, Switch } from "solid-js";
import { useClock } from "../../clock/mod.ts";
import { useVolumeActions, useVolumes, type Volume } from "../../data/mod.ts";
import { createHeld, RefusedButton, SentenceText } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import { useCommands } from "../actions/commands.ts";
import { usePageTitle } from "../page_title.ts";
import { type BrowseAction, browseActionOf } from "./file_browser.ts";
import { FileBrowserState } from "./file_browser_state.tsx";

const words = texts.volumes.filesPage;

/**
 * Stands in a new tab while the files of a volume are being opened, and then goes there. It opens nothing by itself, so
 * that a link to it does nothing but wait.
 */
export default function FilesPage() {
  const params = useParams<{ ns: string; name: string }>();
  const feed = useVolumes(() => params.ns);
  const volume = () => feed()?.items().find((each) => each.name === params.name);
  usePageTitle(() => words.title(params.name));
  return (
    <section class="empty">
      <h1>{words.title(params.name)}</h1>
      <Switch>
        <Match when={volume()}>{(known) => <Waiting volume={known()} />}</Match>
        <Match when={feed()?.status().kind === "loading"}>
          <p>{texts.app.loading}…</p>
        </Match>
        <Match when>
          <p>{texts.details.gone}</p>
        </Match>
      </Switch>
    </section>
  );
}

const PATIENCE_MS = 2_000;

function Waiting(props: { volume: Volume }) {
  const actions = useVolumeActions();
  const commands = useCommands("volumes", () => null);
  const action = () => browseActionOf(props.volume, commands.frozen());
  // The tab opens together with the request to open the files, and must not offer that again before it is answered.
  const isClosed = createHeld(() => action().kind === "open", PATIENCE_MS, useClock());
  const refusal = () => (action() as Extract<BrowseAction, { kind: "refused" }>).why;
  const open = () =>
    commands.run(
      props.volume,
      () => actions.openFiles(props.volume.id),
      texts.volumes.actions.openFailed(props.volume.name),
    );
  createEffect(() => {
    const next = action();
    // In place of this page, so that Back does not come to it and be sent here again.
    if (next.kind === "go") location.replace(next.url);
  });
  return (
    <Switch>
      <Match when={action().kind === "refused"}>
        <RefusedButton why={refusal()}>{words.open}</RefusedButton>
      </Match>
      <Match when={isClosed()}>
        <p>
          <SentenceText of={words.closed(props.volume.name)} />
        </p>
        <button
          type="button"
          class="button primary"
          aria-busy={commands.isBusy(props.volume.id)}
          onClick={() => void open()}
        >
          {words.open}
        </button>
      </Match>
      <Match when>
        <p>
          <SentenceText of={words.opening(props.volume.name)} />
        </p>
        <Show when={props.volume.fileBrowser}>
          {(browser) => <FileBrowserState of={browser()} role="status" />}
        </Show>
      </Match>
    </Switch>
  );
}
