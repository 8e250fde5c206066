import { createUniqueId, type ParentProps } from "solid-js";

/** A button that cannot be pressed now: it keeps its place, can be reached, and says why. */
export function RefusedButton(props: ParentProps<{ why: string }>) {
  const id = createUniqueId();
  return (
    <span class="refused-button">
      <button type="button" class="button" aria-disabled="true" aria-describedby={id}>{props.children}</button>
      <span id={id} role="tooltip" class="tip">{props.why}</span>
    </span>
  );
}
