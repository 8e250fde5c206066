import { Show } from "solid-js";
import type { Fault } from "../connection/mod.ts";
import { texts } from "../texts/mod.ts";
import { faultWords } from "./fault_words.ts";

/** A fault of a whole page or part, with a way to try again. */
export function FaultNotice(props: { fault: Fault; title?: string; onRetry?: () => void }) {
  const words = () => faultWords(props.fault);
  return (
    <div class="notice" data-tone="error" role="alert">
      <p>
        <Show when={props.title}>
          <strong>{props.title}</strong>
          {" "}
        </Show>
        {words().message} <em>{words().nextStep}</em>
      </p>
      <Show when={props.onRetry}>
        <button type="button" class="button" onClick={() => props.onRetry?.()}>{texts.app.tryAgain}</button>
      </Show>
    </div>
  );
}
