import { type JSX, type ParentProps, Show } from "solid-js";
import { Icon } from "./icon.tsx";

/** What the control of a field has to carry, so that label, hint and error belong to it. */
export interface FieldControl {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

interface FieldProps {
  id: string;
  label: string;
  hint?: JSX.Element;
  error?: JSX.Element;
  isLabelHidden?: boolean;
  children: (control: FieldControl) => JSX.Element;
}

/** A field that the admin has settled: what it is, and that it is not to be chosen. */
export function SettledField(props: ParentProps<{ label: string; note: string }>) {
  return (
    <div class="field">
      <span class="field-name">{props.label}</span>
      <span>{props.children}</span>
      <p class="hint">{props.note}</p>
    </div>
  );
}

/** A label, a control, a hint and, where something is wrong, what is wrong. */
export function Field(props: FieldProps) {
  const describedBy = () =>
    [props.hint && `${props.id}-hint`, props.error && `${props.id}-error`].filter(Boolean).join(" ") || undefined;
  const control: FieldControl = {
    get id() {
      return props.id;
    },
    get "aria-describedby"() {
      return describedBy();
    },
    get "aria-invalid"() {
      return props.error ? true as const : undefined;
    },
  };
  return (
    <div class="field">
      <label for={props.id} classList={{ "visually-hidden": props.isLabelHidden }}>{props.label}</label>
      {props.children(control)}
      <Show when={props.hint}>
        <p class="hint" id={`${props.id}-hint`}>{props.hint}</p>
      </Show>
      <div id={`${props.id}-error`} class="field-error">
        <Show when={props.error}>
          <Icon name="error" />
          <div>{props.error}</div>
        </Show>
      </div>
    </div>
  );
}
