import { Show } from "solid-js";
import { useNow } from "../clock/mod.ts";
import type { Item } from "../data/mod.ts";
import { ExplanationText, SentenceText, STATE_TONE } from "../parts/mod.ts";
import { idleShort, type Sentence } from "../texts/mod.ts";
import type { NounPages } from "./noun_pages.ts";
import { shownState } from "./shown_state.ts";

/** The state of something in a word, and what is to be said about it. */
export function ItemSentence<Of extends Item>(props: { noun: NounPages<Of>; item: Of; separator: string }) {
  const now = useNow();
  const says = () => idleWords(props.item, now()) ?? props.noun.sentence?.(props.item);
  return (
    <>
      <strong data-tone={STATE_TONE[shownState(props.item)]}>{props.noun.stateWord(props.item)}</strong>
      {props.separator}
      <Show when={says()} fallback={<ExplanationText of={props.item.explanation} />}>
        {(sentence) => <SentenceText of={sentence()} />}
      </Show>
    </>
  );
}

/** That it is idle, where nothing else is to be said of it or it is about to be stopped for it. */
function idleWords(item: Item, now: number): Sentence | null {
  if (item.state !== "RUNNING" || !item.idle) return null;
  const isPressing = shownState(item) === "STOPS_SOON" || item.explanation.reason === "Ready";
  return isPressing ? idleShort(item.idle, now) : null;
}
