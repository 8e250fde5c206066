import { A } from "@solidjs/router";
import { type Accessor, createEffect, createMemo, createSignal, For, on, Show } from "solid-js";
import { detailsPath } from "../../app/paths.ts";
import type { Item } from "../../data/mod.ts";
import { StateIcon } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import { MoreMenu } from "../actions/more_menu.tsx";
import { ItemSentence } from "../item_sentence.tsx";
import type { NounList } from "../noun_list.ts";
import type { ItemActions } from "../noun_pages.ts";
import { shownState } from "../shown_state.ts";
import { flash } from "./flash.ts";

interface RowProps<Of extends Item> {
  noun: NounList<Of>;
  /** Undefined once it is gone: the row then shows what it showed last. */
  item: Of | undefined;
  isLeaving: boolean;
  actions: ItemActions<Of>;
  onDelete: (item: Of) => void;
}

/** The id of the link of a row, by which focus finds it. */
export function rowLinkId(id: string): string {
  return `row-${id}`;
}

/** One thing in the list: is it usable, if not why, what to do. */
export function ItemRow<Of extends Item>(props: RowProps<Of>) {
  const item = createMemo<Of | undefined>((before) => props.item ?? before);
  return <Show when={item()}>{(known) => <Row {...props} known={known} />}</Show>;
}

function Row<Of extends Item>(props: RowProps<Of> & { known: Accessor<Of> }) {
  const [hasFocus, setFocus] = createSignal(false);
  const item = () => props.known();
  return (
    <div
      role="row"
      class="row"
      classList={{ leaving: props.isLeaving }}
      onFocusIn={() => setFocus(true)}
      onFocusOut={() => setFocus(false)}
    >
      <FirstCell noun={props.noun} item={item()} isRead={hasFocus()} isLeaving={props.isLeaving} />
      <For each={props.noun.columns}>
        {(column) => (
          <div role="cell" class={`cell-${column.key}`} title={column.title?.(item())}>{column.cell(item())}</div>
        )}
      </For>
      <div role="cell" class="cell-action">
        <Show when={!props.isLeaving}>{props.actions.primary(item, "row")}</Show>
      </div>
      <div role="cell" class="cell-more">
        <Show when={!props.isLeaving}>
          <MoreMenu name={item().name} entries={props.actions.menu(item(), "row", () => props.onDelete(item()))} />
        </Show>
      </div>
    </div>
  );
}

interface FirstCellProps<Of extends Item> {
  noun: NounList<Of>;
  item: Of;
  isRead: boolean;
  isLeaving: boolean;
}

function FirstCell<Of extends Item>(props: FirstCellProps<Of>) {
  let cell!: HTMLDivElement;
  const said = () => `${shownState(props.item)} ${props.item.explanation.reason}`;
  createEffect(on(said, () => flash(cell), { defer: true }));
  return (
    <div role="cell" class="cell-item" ref={cell}>
      <StateIcon state={shownState(props.item)} />
      <div class="cell-words">
        <A
          class="row-link"
          id={rowLinkId(props.item.id)}
          href={detailsPath(props.noun.noun, props.item.namespace, props.item.name)}
        >
          {props.item.name}
        </A>
        <p class="row-sentence" aria-live={props.isRead ? "polite" : "off"}>
          <Show when={!props.isLeaving} fallback={texts.list.deletedElsewhere}>
            <ItemSentence noun={props.noun} item={props.item} separator=" " />
          </Show>
        </p>
      </div>
    </div>
  );
}
