import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import { createPath, type Noun } from "../../app/paths.ts";
import type { Fault } from "../../connection/mod.ts";
import { faultWords, SentenceText } from "../../parts/mod.ts";
import { type NounWords, type Sentence, texts } from "../../texts/mod.ts";

/** Shown where a namespace has nothing of the noun. */
export function EmptyList(props: { noun: Noun; words: NounWords; namespace: string; mayCreate: boolean }) {
  return (
    <section class="empty">
      <h2>
        <SentenceText of={props.words.empty(props.namespace)} />
      </h2>
      <p>{props.words.emptyWhat}</p>
      <Show
        when={props.mayCreate}
        fallback={
          <p>
            <SentenceText of={texts.list.emptyViewer(props.namespace)} />
          </p>
        }
      >
        <A class="button primary" href={createPath(props.noun, props.namespace)}>{props.words.create}</A>
      </Show>
    </section>
  );
}

/** Shown where search and filter leave nothing. */
export function NothingMatches(props: { words: NounWords; search: string; onClear: () => void }) {
  return (
    <section class="empty">
      <h2>
        <SentenceText of={props.search ? texts.list.nothingMatches(props.search) : [props.words.noneInFilter]} />
      </h2>
      <button type="button" class="button" onClick={props.onClear}>{texts.list.clear}</button>
    </section>
  );
}

/** Six grey rows, for the while before the first answer. */
export function Skeleton(props: { isLong: boolean; trouble: Fault | null }) {
  return (
    <div class="skeleton" aria-hidden={props.isLong ? undefined : true}>
      <For each={[0, 1, 2, 3, 4, 5]}>{() => <div class="skeleton-row" />}</For>
      <Show when={props.isLong}>
        <p role="status">
          {props.trouble ? `${faultWords(props.trouble).message} ${texts.app.goesOn}` : texts.app.connecting}
        </p>
      </Show>
    </div>
  );
}

/** A sentence over the list that says why it does not go on. */
export function ListNotice(props: { says: Sentence; next?: string; children?: JSX.Element }) {
  return (
    <div class="notice" data-tone="warn" role="alert">
      <p>
        <SentenceText of={props.says} /> <em>{props.next}</em>
      </p>
      {props.children}
    </div>
  );
}
