import { For, Show } from "solid-js";
import type { LogEntry } from "../../data/mod.ts";
import { bytes, secondTime, texts } from "../../texts/mod.ts";
import { parseAnsi } from "./ansi.ts";
import { splitMatches } from "./log_search.ts";

/** A line of a log: text only, never markup, links never live. */
export function LogLineView(props: { entry: LogEntry; search: string; isCurrent: boolean; hasTimes: boolean }) {
  return (
    <div class="log-line" classList={{ current: props.isCurrent }}>
      {"text" in props.entry
        ? <Text entry={props.entry} search={props.search} hasTimes={props.hasTimes} />
        : <span class="log-remark">{texts.logs.skipped(bytes(props.entry.skippedBytes))}</span>}
    </div>
  );
}

function Text(props: { entry: Extract<LogEntry, { text: string }>; search: string; hasTimes: boolean }) {
  return (
    <>
      <Show when={props.hasTimes}>
        <time class="log-time" datetime={props.entry.at}>{secondTime(Date.parse(props.entry.at))}</time>
      </Show>
      <For each={parseAnsi(props.entry.text)}>
        {(piece) => (
          <span class={piece.styles.map((style) => `ansi-${style}`).join(" ") || undefined}>
            <For each={splitMatches(piece.text, props.search)}>
              {(part, index) => index() % 2 === 1 ? <mark>{part}</mark> : part}
            </For>
          </span>
        )}
      </For>
      <Show when={props.entry.isTruncated}>
        <span class="log-remark">{` … ${texts.logs.truncated}`}</span>
      </Show>
    </>
  );
}
