import { Show } from "solid-js";
import type { Item } from "../data/mod.ts";
import { ExplanationText, SentenceText, STATE_TONE } from "../parts/mod.ts";
import type { NounPages } from "./noun_pages.ts";

/** The state of something in a word, and what is to be said about it. */
export function ItemSentence<Of extends Item>(props: { noun: NounPages<Of>; item: Of; separator: string }) {
  return (
    <>
      <strong data-tone={STATE_TONE[props.item.state]}>{props.noun.stateWord(props.item)}</strong>
      {props.separator}
      <Show when={props.noun.sentence?.(props.item)} fallback={<ExplanationText of={props.item.explanation} />}>
        {(says) => <SentenceText of={says()} />}
      </Show>
    </>
  );
}
