import { For, Show } from "solid-js";
import { Icon } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";

const words = texts.logs;
/** The id of the search box, to which `/` sends the focus. */
export const LOG_SEARCH_ID = "log-search";

interface LogToolbarProps {
  containers: readonly string[];
  container: string | null;
  isPrevious: boolean;
  onSource: (source: { container?: string; previous?: boolean }) => void;
  isFollowing: boolean;
  isWrapped: boolean;
  hasTimes: boolean;
  onToggle: (what: "follow" | "wrap" | "times") => void;
  search: string;
  /** Place of the current match among all, from 1; 0 where there is none. */
  matchAt: number;
  matches: number;
  onSearch: (search: string) => void;
  onStep: (isBackwards: boolean) => void;
  onDownload: () => void;
}

/** What is shown of a log, and how. */
export function LogToolbar(props: LogToolbarProps) {
  return (
    <div class="toolbar log-toolbar">
      <Show when={props.containers.length > 1}>
        <select
          aria-label={words.container}
          value={props.container ?? ""}
          onChange={(event) => props.onSource({ container: event.currentTarget.value })}
        >
          <For each={props.containers}>{(container) => <option value={container}>{container}</option>}</For>
        </select>
      </Show>
      <Toggle label={words.follow} isOn={props.isFollowing} onToggle={() => props.onToggle("follow")} />
      <Toggle label={words.wrap} isOn={props.isWrapped} onToggle={() => props.onToggle("wrap")} />
      <Toggle label={words.times} isOn={props.hasTimes} onToggle={() => props.onToggle("times")} />
      <Toggle
        label={words.previous}
        isOn={props.isPrevious}
        onToggle={() => props.onSource({ previous: !props.isPrevious })}
      />
      <Search {...props} />
      <button type="button" class="button quiet" onClick={props.onDownload}>{words.download}</button>
    </div>
  );
}

function Toggle(props: { label: string; isOn: boolean; onToggle: () => void }) {
  return <button type="button" class="chip" aria-pressed={props.isOn} onClick={props.onToggle}>{props.label}</button>;
}

function Search(props: LogToolbarProps) {
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") props.onSearch("");
    if (event.key === "Enter") props.onStep(event.shiftKey);
  };
  return (
    <div class="log-search">
      <label class="search">
        <Icon name="search" />
        <span class="visually-hidden">{words.search}</span>
        <input
          id={LOG_SEARCH_ID}
          type="search"
          value={props.search}
          placeholder={words.search}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => props.onSearch(event.currentTarget.value)}
          onKeyDown={onKey}
        />
      </label>
      <Show when={props.search}>
        <span class="muted" role="status">{words.matches(props.matchAt, props.matches)}</span>
        <button
          type="button"
          class="button quiet square"
          aria-label={words.previousMatch}
          onClick={() => props.onStep(true)}
        >
          <Icon name="up" />
        </button>
        <button
          type="button"
          class="button quiet square"
          aria-label={words.nextMatch}
          onClick={() => props.onStep(false)}
        >
          <Icon name="down" />
        </button>
      </Show>
    </div>
  );
}
