import { A } from "@solidjs/router";
import { type Accessor, createEffect, createMemo, createSignal, For, on, Show } from "solid-js";
import { detailsPath } from "../../app/paths.ts";
import type { Notebook } from "../../data/mod.ts";
import { Amount, ExplanationText, STATE_TONE, StateIcon, When } from "../../parts/mod.ts";
import { shortImage, STATE_WORDS, texts } from "../../texts/mod.ts";
import type { NotebookCommands } from "./commands.ts";
import { MoreMenu, PrimaryActionButton } from "./notebook_actions.tsx";
import { flash } from "./flash.ts";

interface RowProps {
  /** Undefined once the notebook is gone: the row then shows what it showed last. */
  notebook: Notebook | undefined;
  isLeaving: boolean;
  commands: NotebookCommands;
  onDelete: (notebook: Notebook) => void;
}

/** The id of the link of a row, by which focus finds it. */
export function rowLinkId(notebookId: string): string {
  return `row-${notebookId}`;
}

/** A notebook in the list: is it usable, if not why, what to do. */
export function NotebookRow(props: RowProps) {
  const notebook = createMemo<Notebook | undefined>((before) => props.notebook ?? before);
  return <Show when={notebook()}>{(known) => <Row {...props} known={known} />}</Show>;
}

function Row(props: RowProps & { known: Accessor<Notebook> }) {
  const [hasFocus, setFocus] = createSignal(false);
  const notebook = () => props.known();
  return (
    <div
      role="row"
      class="row"
      classList={{ leaving: props.isLeaving }}
      onFocusIn={() => setFocus(true)}
      onFocusOut={() => setFocus(false)}
    >
      <NotebookCell notebook={notebook()} isRead={hasFocus()} isLeaving={props.isLeaving} />
      <div role="cell" class="cell-image" title={notebook().image.reference}>
        {notebook().image.displayName || shortImage(notebook().image.reference)}
      </div>
      <div role="cell" class="cell-number cell-cpu">
        <Amount of={notebook().resources.cpu} unit="cores" />
      </div>
      <div role="cell" class="cell-number cell-memory">
        <Amount of={notebook().resources.memory} unit="bytes" />
      </div>
      <VolumesCell volumes={notebook().volumes} />
      <div role="cell" class="cell-age">
        <When at={notebook().createdAt} />
      </div>
      <div role="cell" class="cell-action">
        <Show when={!props.isLeaving}>
          <PrimaryActionButton notebook={notebook()} commands={props.commands} />
        </Show>
      </div>
      <div role="cell" class="cell-more">
        <Show when={!props.isLeaving}>
          <MoreMenu notebook={notebook()} commands={props.commands} onDelete={() => props.onDelete(notebook())} />
        </Show>
      </div>
    </div>
  );
}

function NotebookCell(props: { notebook: Notebook; isRead: boolean; isLeaving: boolean }) {
  let cell!: HTMLDivElement;
  const said = () => `${props.notebook.state} ${props.notebook.explanation.reason}`;
  createEffect(on(said, () => flash(cell), { defer: true }));
  return (
    <div role="cell" class="cell-notebook" ref={cell}>
      <StateIcon state={props.notebook.state} />
      <div class="cell-words">
        <A
          class="row-link"
          id={rowLinkId(props.notebook.id)}
          href={detailsPath(props.notebook.namespace, props.notebook.name)}
        >
          {props.notebook.name}
        </A>
        <p class="row-sentence" aria-live={props.isRead ? "polite" : "off"}>
          <Show when={!props.isLeaving} fallback={texts.list.deletedElsewhere}>
            <strong data-tone={STATE_TONE[props.notebook.state]}>{STATE_WORDS[props.notebook.state]}</strong>{" "}
            <ExplanationText of={props.notebook.explanation} />
          </Show>
        </p>
      </div>
    </div>
  );
}

const SHOWN_VOLUMES = 1;

function VolumesCell(props: { volumes: Notebook["volumes"] }) {
  const rest = () => props.volumes.length - SHOWN_VOLUMES;
  return (
    <div role="cell" class="cell-volumes" title={props.volumes.map((each) => each.claim).join("\n")}>
      <For each={props.volumes.slice(0, SHOWN_VOLUMES)} fallback={<span class="muted">{texts.list.noVolumes}</span>}>
        {(volume) => <span class="ellipsis">{volume.claim}</span>}
      </For>
      <Show when={rest() > 0}>
        <span class="muted">{texts.list.moreVolumes(rest())}</span>
      </Show>
    </div>
  );
}
