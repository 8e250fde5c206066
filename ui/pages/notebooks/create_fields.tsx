import { For, type JSX, Show } from "solid-js";
import type { NotebookForm } from "../../data/mod.ts";
import { Field } from "../../parts/mod.ts";
import { SentenceText } from "../../parts/mod.ts";
import { memoryQuantity, texts } from "../../texts/mod.ts";
import type { CreateModel } from "./create_model.ts";
import { chosenImage, type Draft, OTHER_IMAGE, UNITS, workspaceClaim } from "./draft.ts";
import type { FieldName } from "./problems.ts";

interface FieldsProps {
  model: CreateModel;
  form: NotebookForm;
}

/** The id of a field's control, which the list of problems links to. */
export function fieldId(field: FieldName): string {
  return `new-${field}`;
}

/** What is wrong with a field, and a way out where there is one. */
function problemText(props: { model: CreateModel; field: FieldName }): JSX.Element {
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

function Text(props: {
  model: CreateModel;
  field: FieldName;
  of: keyof Draft;
  label: string;
  hint?: string;
  inputMode?: "decimal";
  ref?: (input: HTMLInputElement) => void;
}) {
  return (
    <Field id={fieldId(props.field)} label={props.label} hint={props.hint} error={problemText(props)}>
      {(control) => (
        <input
          {...control}
          ref={props.ref}
          type="text"
          value={props.model.draft[props.of]}
          inputmode={props.inputMode}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          onFocus={(event) => event.currentTarget.select()}
          onInput={(event) => props.model.change({ [props.of]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
}

function Unit(props: { model: CreateModel; of: "memoryUnit" | "sizeUnit"; label: string }) {
  return (
    <select
      aria-label={props.label}
      value={props.model.draft[props.of]}
      onChange={(event) => props.model.change({ [props.of]: event.currentTarget.value })}
    >
      <For each={UNITS}>{(unit) => <option value={unit}>{memoryQuantity(`1${unit}`).slice(2)}</option>}</For>
    </select>
  );
}

/** Name and image. */
export function NameAndImage(props: FieldsProps & { nameRef: (input: HTMLInputElement) => void }) {
  const chosen = () => chosenImage(props.model.draft, props.form);
  const option = () => chosen().group?.options.find((each) => each.reference === chosen().reference);
  const isOther = () => props.model.draft.image === OTHER_IMAGE;
  const allowsOther = () => props.form.images.some((group) => group.allowsCustom);
  return (
    <fieldset class="card form-section">
      <legend class="visually-hidden">{`${texts.create.name}, ${texts.create.image}`}</legend>
      <Text
        model={props.model}
        field="name"
        of="name"
        label={texts.create.name}
        hint={texts.create.nameHint}
        ref={props.nameRef}
      />
      <Field
        id={isOther() ? "new-image-choice" : fieldId("image")}
        label={texts.create.image}
        hint={isOther() ? undefined : option()?.description ?? chosen().reference}
        error={isOther() ? undefined : problemText({ model: props.model, field: "image" })}
      >
        {(control) => (
          <select
            {...control}
            onChange={(event) => props.model.change({ image: event.currentTarget.value })}
          >
            <ImageOptions form={props.form} chosen={isOther() ? OTHER_IMAGE : chosen().reference} />
            <Show when={allowsOther()}>
              <option value={OTHER_IMAGE} selected={isOther()}>{texts.create.otherImage}</option>
            </Show>
          </select>
        )}
      </Field>
      <Show when={isOther()}>
        <Text
          model={props.model}
          field="image"
          of="customImage"
          label={texts.create.customImage}
          hint={texts.create.customImageHint}
        />
      </Show>
    </fieldset>
  );
}

/** Each option says itself whether it is chosen: a select's value counts for nothing before its options are there. */
function ImageOptions(props: { form: NotebookForm; chosen: string }) {
  const options = (group: NotebookForm["images"][number]) => (
    <For each={group.options}>
      {(option) => (
        <option value={option.reference} selected={option.reference === props.chosen}>
          {option.displayName + (option.isDeprecated ? ` (${texts.create.deprecated})` : "")}
        </option>
      )}
    </For>
  );
  return (
    <Show when={props.form.images.length > 1} fallback={<For each={props.form.images}>{options}</For>}>
      <For each={props.form.images}>{(group) => <optgroup label={group.displayName}>{options(group)}</optgroup>}</For>
    </Show>
  );
}

/** CPU and memory. */
export function Size(props: FieldsProps) {
  return (
    <fieldset class="card form-section">
      <legend>{texts.create.size}</legend>
      <div class="pair">
        <Text
          model={props.model}
          field="cpu"
          of="cpu"
          label={texts.create.cpu}
          hint={texts.create.cpuHint}
          inputMode="decimal"
        />
        <div class="with-unit">
          <Text model={props.model} field="memory" of="memory" label={texts.create.memory} inputMode="decimal" />
          <Unit model={props.model} of="memoryUnit" label={texts.create.memoryUnit} />
        </div>
      </div>
    </fieldset>
  );
}

/** Where its files live. */
export function Files(props: FieldsProps) {
  const draft = () => props.model.draft;
  const choice = (value: Draft["files"], label: string, more: JSX.Element) => (
    <div class="radio">
      <input
        type="radio"
        name="files"
        id={`new-files-${value}`}
        checked={draft().files === value}
        aria-describedby={`new-files-${value}-hint`}
        onChange={() => props.model.change({ files: value })}
      />
      <label for={`new-files-${value}`}>{label}</label>
      {more}
    </div>
  );
  const hint = (value: Draft["files"], text: JSX.Element) => <p class="hint" id={`new-files-${value}-hint`}>{text}</p>;
  return (
    <fieldset class="card form-section" id={fieldId("files")} tabindex="-1" aria-describedby="new-files-error">
      <legend>{texts.create.files}</legend>
      {choice(
        "new",
        texts.create.workspaceNew,
        <>
          {hint("new", <SentenceText of={texts.create.workspaceNewHint(workspaceClaim(draft().name.trim()))} />)}
          <Show when={draft().files === "new"}>
            <div class="with-unit indented">
              <Text model={props.model} field="size" of="size" label={texts.create.volumeSize} inputMode="decimal" />
              <Unit model={props.model} of="sizeUnit" label={texts.create.volumeSizeUnit} />
            </div>
          </Show>
        </>,
      )}
      {choice(
        "existing",
        texts.create.workspaceExisting,
        <Show when={draft().files === "existing"}>
          <div class="indented">
            <Text model={props.model} field="claim" of="claim" label={texts.create.claim} />
          </div>
        </Show>,
      )}
      <div id="new-files-error" class="field-error">{problemText({ model: props.model, field: "files" })}</div>
    </fieldset>
  );
}
