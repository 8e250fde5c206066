import { Show } from "solid-js";
import { useNow } from "../clock/mod.ts";
import type { Explanation } from "../data/mod.ts";
import { explain } from "../texts/mod.ts";
import { SentenceText } from "./sentence.tsx";

/** What is the case and what to do about it, in a line. */
export function ExplanationText(props: { of: Explanation }) {
  const now = useNow();
  const text = () => explain(props.of, now());
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
