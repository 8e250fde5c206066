import { For, type JSX, Show } from "solid-js";
import { Field, Icon } from "../../parts/mod.ts";
import { memoryQuantity } from "../../texts/mod.ts";
import type { CreateModel } from "./create_model.ts";
import { fieldId } from "./problem.ts";
import { UNITS } from "./quantity.ts";

/** What a control has to know: the form, and which of its fields it is. */
export interface ControlProps<Draft> {
  model: CreateModel<Draft>;
  field: string;
}

/** What is wrong with a field, and a way out where there is one. */
export function problemText<Draft>(props: ControlProps<Draft>): JSX.Element {
  const problem = props.model.problemOf(props.field);
  if (!problem) return undefined;
  return (
    <>
      <span>{problem.message}</span> <em>{problem.nextStep}</em>
      <Show when={problem.remedy}>
        {(remedy) => (
          <button type="button" class="button remedy" onClick={() => props.model.change(remedy().change)}>
            {remedy().label}
          </button>
        )}
      </Show>
    </>
  );
}

/** What is wrong with a group of controls, below them. */
export function GroupProblem<Draft>(props: ControlProps<Draft>) {
  return (
    <div id={`${fieldId(props.field)}-error`} class="field-error">
      <Show when={props.model.problemOf(props.field)}>
        <Icon name="error" />
        <div>{problemText(props)}</div>
      </Show>
    </div>
  );
}

interface TextControlProps<Draft> extends ControlProps<Draft> {
  label: string;
  value: string;
  onInput: (text: string) => void;
  hint?: JSX.Element;
  inputMode?: "decimal" | "url";
  /** What is offered while one types; anything else can be typed as well. */
  options?: readonly string[];
}

/** A line of text. */
export function TextControl<Draft>(props: TextControlProps<Draft>) {
  const optionsId = () => props.options && `${fieldId(props.field)}-options`;
  return (
    <Field id={fieldId(props.field)} label={props.label} hint={props.hint} error={problemText(props)}>
      {(control) => (
        <>
          <input
            {...control}
            list={optionsId()}
            type="text"
            value={props.value}
            inputmode={props.inputMode}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            onFocus={(event) => event.currentTarget.select()}
            onInput={(event) => props.onInput(event.currentTarget.value)}
          />
          <Show when={optionsId()}>
            {(id) => (
              <datalist id={id()}>
                <For each={props.options}>{(option) => <option value={option} />}</For>
              </datalist>
            )}
          </Show>
        </>
      )}
    </Field>
  );
}

/** The unit beside an amount of bytes. */
export function UnitControl(props: { label: string; value: string; onChange: (unit: string) => void }) {
  return (
    <select
      aria-label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    >
      <For each={UNITS}>{(unit) => <option value={unit}>{memoryQuantity(`1${unit}`).slice(2)}</option>}</For>
    </select>
  );
}

/** One of a few ways; what belongs to it is shown below while it is chosen. */
export function RadioChoice(props: {
  group: string;
  value: string;
  label: string;
  hint?: JSX.Element;
  isChosen: boolean;
  onChoose: () => void;
  children?: JSX.Element;
}) {
  const id = () => `${fieldId(props.group)}-${props.value}`;
  return (
    <div class="radio">
      <input
        type="radio"
        name={props.group}
        id={id()}
        checked={props.isChosen}
        aria-describedby={props.hint ? `${id()}-hint` : undefined}
        onChange={() => props.onChoose()}
      />
      <label for={id()}>{props.label}</label>
      <Show when={props.hint}>
        <p class="hint" id={`${id()}-hint`}>{props.hint}</p>
      </Show>
      <Show when={props.isChosen && props.children}>
        <div class="indented">{props.children}</div>
      </Show>
    </div>
  );
}
