import { For, onCleanup } from "solid-js";
import type { DeltaFeed, Item } from "../../data/mod.ts";
import { texts } from "../../texts/mod.ts";
import type { NounList } from "../noun_list.ts";
import type { ItemActions } from "../noun_pages.ts";
import { ItemRow } from "./item_row.tsx";
import type { ListModel } from "./list_model.ts";

interface TableProps<Of extends Item> {
  noun: NounList<Of>;
  feed: DeltaFeed<Of>;
  model: ListModel;
  actions: ItemActions<Of>;
  onDelete: (item: Of) => void;
}

/** The rows, which stand still while somebody reads them. */
export function ItemTable<Of extends Item>(props: TableProps<Of>) {
  let table!: HTMLDivElement;
  const { words, columns, noun } = props.noun;
  const state = { hasPointer: false, hasFocus: false };
  const note = (change: Partial<typeof state>) => {
    Object.assign(state, change);
    props.model.setReading(state.hasPointer || state.hasFocus);
  };
  onCleanup(() => note({ hasPointer: false, hasFocus: false }));
  return (
    <div class="table-box">
      <div
        ref={table}
        role="table"
        class={`table ${noun}`}
        classList={{ frozen: props.actions.frozen() !== null }}
        aria-label={words.title}
        onPointerEnter={() => note({ hasPointer: true })}
        onPointerLeave={() => note({ hasPointer: false })}
        onFocusIn={() => note({ hasFocus: true })}
        onFocusOut={(event) => note({ hasFocus: table.contains(event.relatedTarget as Node | null) })}
        onKeyDown={(event) => moveBetweenRows(event, table)}
      >
        <div role="rowgroup" class="table-part">
          <div role="row" class="row head">
            <div role="columnheader" class="cell-item">{words.one}</div>
            <For each={columns}>
              {({ key }) => <div role="columnheader" class={`cell-${key}`}>{words.columns[key]}</div>}
            </For>
            <div role="columnheader" class="cell-action" aria-colspan="2">
              <span class="visually-hidden">{texts.list.columns.actions}</span>
            </div>
          </div>
        </div>
        <div role="rowgroup" class="table-part">
          <For each={props.model.rows()}>
            {(id) => (
              <ItemRow
                noun={props.noun}
                item={props.feed.item(id)}
                isLeaving={props.model.isLeaving(id)}
                actions={props.actions}
                onDelete={props.onDelete}
              />
            )}
          </For>
        </div>
      </div>
    </div>
  );
}

/** Arrow keys, Home and End go from row to row; Tab goes through everything, as everywhere. */
function moveBetweenRows(event: KeyboardEvent, table: HTMLElement): void {
  const links = [...table.querySelectorAll<HTMLElement>(".row-link")];
  const row = (event.target as HTMLElement).closest(".row");
  const at = links.findIndex((link) => row?.contains(link));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  const isElsewhere = !row || (event.target as HTMLElement).getAttribute("aria-haspopup") !== null;
  if (to === undefined || isElsewhere || !links[to]) return;
  event.preventDefault();
  links[to].focus();
}
