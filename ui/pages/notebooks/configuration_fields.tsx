import { For, type JSX, Show } from "solid-js";
import type { NotebookForm } from "../../data/mod.ts";
import { SentenceText } from "../../parts/mod.ts";
import { additionsSentence, texts } from "../../texts/mod.ts";
import { GroupProblem } from "../create/controls.tsx";
import { fieldId } from "../create/problem.ts";
import type { FieldsProps } from "./create_fields.tsx";

const words = texts.notebooks.create;

/** What the namespace has prepared; nothing where it has not. */
export function Configurations(props: FieldsProps & { form: NotebookForm }) {
  const chosen = () => props.model.draft.configurations;
  const toggle = (key: string, isChosen: boolean) =>
    props.model.change({ configurations: isChosen ? [...chosen(), key] : chosen().filter((each) => each !== key) });
  return (
    <Show when={props.form.configurations.options.length > 0}>
      <fieldset
        class="card form-section"
        id={fieldId("configurations")}
        tabindex="-1"
        aria-describedby="new-configurations-error"
      >
        <legend>{words.configurations}</legend>
        <p class="hint after-legend">{words.configurationsHint}</p>
        <For each={props.form.configurations.options}>
          {(option) => (
            <Check
              id={fieldId(`configuration-${option.key}`)}
              label={option.displayName}
              hint={hintOf(option, props.form.configurations.isReadOnly)}
              isChecked={chosen().includes(option.key)}
              isRefused={option.unavailableReason !== null || props.form.configurations.isReadOnly}
              onChange={(isChosen) => toggle(option.key, isChosen)}
            />
          )}
        </For>
        <GroupProblem model={props.model} field="configurations" />
      </fieldset>
    </Show>
  );
}

type Option = NotebookForm["configurations"]["options"][number];

/** Why it cannot be chosen, else what people say of it and what it adds. */
function hintOf({ unavailableReason, description, additions }: Option, isSettled: boolean): JSX.Element {
  if (unavailableReason) return unavailableReason;
  if (isSettled) return words.settled;
  const added = additionsSentence(additions);
  if (!description && !added) return null;
  return (
    <>
      <Show when={description}>
        <span class="line">{description}</span>
      </Show>
      <Show when={added}>
        {(says) => (
          <span class="line">
            <SentenceText of={says()} />
          </span>
        )}
      </Show>
    </>
  );
}

/** What few people change. */
export function More(props: FieldsProps & { form: NotebookForm }) {
  const isSettled = () => props.form.sharedMemory.isReadOnly;
  return (
    <fieldset class="card form-section">
      <legend>{words.more}</legend>
      <Check
        id={fieldId("shared-memory")}
        label={words.sharedMemory}
        hint={isSettled() ? words.settled : words.sharedMemoryHint}
        isChecked={isSettled() ? props.form.sharedMemory.default : props.model.draft.hasSharedMemory}
        isRefused={isSettled()}
        onChange={(hasSharedMemory) => props.model.change({ hasSharedMemory })}
      />
    </fieldset>
  );
}

/** A choice of yes or no; where it is refused it can still be reached, and its hint says why. */
function Check(props: {
  id: string;
  label: string;
  hint: JSX.Element;
  isChecked: boolean;
  isRefused?: boolean;
  onChange: (isChecked: boolean) => void;
}) {
  return (
    <div class="radio" classList={{ refused: props.isRefused ?? false }}>
      <input
        type="checkbox"
        id={props.id}
        checked={props.isChecked}
        aria-disabled={props.isRefused ? true : undefined}
        aria-describedby={props.hint ? `${props.id}-hint` : undefined}
        onClick={(event) => props.isRefused && event.preventDefault()}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <label for={props.id}>{props.label}</label>
      <Show when={props.hint}>
        <p class="hint" id={`${props.id}-hint`}>{props.hint}</p>
      </Show>
    </div>
  );
}
