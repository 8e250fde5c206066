import { For, Show } from "solid-js";
import { Icon } from "../../parts/mod.ts";
import { type NounWords, texts } from "../../texts/mod.ts";
import type { ListModel } from "./list_model.ts";
import type { ListState } from "./list_state.ts";

/** The id of the search box, to which `/` sends the focus. */
export const SEARCH_ID = "list-search";

interface ToolbarProps {
  words: NounWords;
  /** The names of the filters. */
  filters: readonly string[];
  state: ListState;
  model: ListModel;
  onChange: (change: Partial<ListState>) => void;
}

/** Search, filters with their counts, and the way to sort what has moved. */
export function ListToolbar(props: ToolbarProps) {
  return (
    <div class="toolbar">
      <label class="search">
        <Icon name="search" />
        <span class="visually-hidden">{props.words.search}</span>
        <input
          id={SEARCH_ID}
          type="search"
          value={props.state.search}
          placeholder={texts.list.searchHint}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => props.onChange({ search: event.currentTarget.value })}
          onKeyDown={(event) => event.key === "Escape" && props.onChange({ search: "" })}
        />
      </label>
      <div class="chips" role="group" aria-label={texts.list.filters}>
        <For each={props.filters}>
          {(filter) => (
            <button
              type="button"
              class="chip"
              aria-pressed={props.state.filter === filter}
              onClick={() => props.onChange({ filter })}
            >
              {props.words.filterNames[filter]} <span class="chip-count">{props.model.counts()[filter]}</span>
            </button>
          )}
        </For>
      </div>
      <Show when={props.model.moved() > 0}>
        <button type="button" class="button quiet" onClick={() => props.model.sortNow()}>
          {texts.list.sortNow(props.model.moved())}
        </button>
      </Show>
    </div>
  );
}
