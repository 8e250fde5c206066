import { type Accessor, Show } from "solid-js";
import { texts } from "../texts/mod.ts";

/** Stands for a part that has not come: nothing at first, a notice once it could not be loaded. */
export function PartAway(props: { hasFailed: Accessor<boolean>; ask: () => Promise<boolean> }) {
  return (
    <Show when={props.hasFailed()}>
      <div class="notice" data-tone="error" role="alert">
        <p>
          {texts.app.partAway} <em>{texts.app.partAwayNext}</em>
        </p>
        <button type="button" class="button" onClick={() => void props.ask()}>{texts.app.tryAgain}</button>
        <button type="button" class="button" onClick={() => location.reload()}>{texts.app.reload}</button>
      </div>
    </Show>
  );
}
