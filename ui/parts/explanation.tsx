import { Show } from "solid-js";
import { useNow } from "../clock/mod.ts";
import type { Explanation } from "../data/mod.ts";
import { explain, type Sentence } from "../texts/mod.ts";
import { SentenceText } from "./sentence.tsx";

/** What is the case and what to do about it, in a line; `next` stands in for a next step that is not possible here. */
export function ExplanationText(props: { of: Explanation; next?: Sentence | null }) {
  const now = useNow();
  const text = () => {
    const { next, ...said } = explain(props.of, now());
    return { ...said, next: next && props.next !== undefined ? props.next : next };
  };
  return (
    <span lang={text().isServerText ? "en" : undefined}>
      <SentenceText of={text().what} />
      <Show when={text().next}>
        {(next) => (
          <em class="next-step">
            {" "}
            <SentenceText of={next()} />
          </em>
        )}
      </Show>
    </span>
  );
}
