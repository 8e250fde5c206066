import { For, onCleanup } from "solid-js";
import type { Notebook, NotebooksFeed } from "../../data/mod.ts";
import { texts } from "../../texts/mod.ts";
import type { NotebookCommands } from "./commands.ts";
import type { ListModel } from "./list_model.ts";
import { NotebookRow } from "./notebook_row.tsx";

const COLUMNS = ["notebook", "image", "cpu", "memory", "volumes", "age"] as const;

interface TableProps {
  feed: NotebooksFeed;
  model: ListModel;
  commands: NotebookCommands;
  isFrozen: boolean;
  onDelete: (notebook: Notebook) => void;
}

/** The rows, which stand still while somebody reads them. */
export function NotebookTable(props: TableProps) {
  let table!: HTMLDivElement;
  const state = { hasPointer: false, hasFocus: false };
  const note = (change: Partial<typeof state>) => {
    Object.assign(state, change);
    props.model.setReading(state.hasPointer || state.hasFocus);
  };
  onCleanup(() => note({ hasPointer: false, hasFocus: false }));
  return (
    <div
      ref={table}
      role="table"
      class="table"
      classList={{ frozen: props.isFrozen }}
      aria-label={texts.list.title}
      onPointerEnter={() => note({ hasPointer: true })}
      onPointerLeave={() => note({ hasPointer: false })}
      onFocusIn={() => note({ hasFocus: true })}
      onFocusOut={(event) => note({ hasFocus: table.contains(event.relatedTarget as Node | null) })}
      onKeyDown={(event) => moveBetweenRows(event, table)}
    >
      <div role="rowgroup" class="table-part">
        <div role="row" class="row head">
          <For each={COLUMNS}>
            {(column) => <div role="columnheader" class={`cell-${column}`}>{texts.list.columns[column]}</div>}
          </For>
          <div role="columnheader" class="cell-action" aria-colspan="2">
            <span class="visually-hidden">{texts.list.columns.actions}</span>
          </div>
        </div>
      </div>
      <div role="rowgroup" class="table-part">
        <For each={props.model.rows()}>
          {(id) => (
            <NotebookRow
              notebook={props.feed.item(id)}
              isLeaving={props.model.isLeaving(id)}
              commands={props.commands}
              onDelete={props.onDelete}
            />
          )}
        </For>
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
