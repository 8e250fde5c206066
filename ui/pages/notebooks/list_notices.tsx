import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import { createPath } from "../../app/paths.ts";
import type { Namespace } from "../../data/mod.ts";
import { SentenceText } from "../../parts/mod.ts";
import { type Sentence, texts } from "../../texts/mod.ts";

/** Shown where a namespace has no notebook. */
export function EmptyList(props: { namespace: string; rights: Namespace | undefined }) {
  const mayCreate = () => props.rights?.can.createNotebook.isAllowed ?? true;
  return (
    <section class="empty">
      <h2>
        <SentenceText of={texts.list.empty(props.namespace)} />
      </h2>
      <p>{texts.list.emptyWhat}</p>
      <Show
        when={mayCreate()}
        fallback={
          <p>
            <SentenceText of={texts.list.emptyViewer(props.namespace)} />
          </p>
        }
      >
        <A class="button primary" href={createPath(props.namespace)}>{texts.list.create}</A>
      </Show>
    </section>
  );
}

/** Shown where search and filter leave nothing. */
export function NothingMatches(props: { search: string; onClear: () => void }) {
  return (
    <section class="empty">
      <h2>
        <SentenceText of={texts.list.nothingMatches(props.search)} />
      </h2>
      <button type="button" class="button" onClick={props.onClear}>{texts.list.clear}</button>
    </section>
  );
}

/** Six grey rows, for the while before the first answer. */
export function Skeleton(props: { isLong: boolean }) {
  return (
    <div class="skeleton" aria-hidden={props.isLong ? undefined : true}>
      <For each={[0, 1, 2, 3, 4, 5]}>{() => <div class="skeleton-row" />}</For>
      <Show when={props.isLong}>
        <p role="status">{texts.app.connecting}</p>
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
