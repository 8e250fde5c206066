import { For, Show } from "solid-js";
import type { NotebookForm } from "../../data/mod.ts";
import { Field, SentenceText } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import { problemText, RadioChoice, TextControl, UnitControl } from "../create/controls.tsx";
import { VolumeControl } from "../create/volume_control.tsx";
import type { CreateModel } from "../create/create_model.ts";
import { fieldId } from "../create/problem.ts";
import { chosenImage, type Draft, OTHER_IMAGE, workspaceClaim } from "./draft.ts";

const words = texts.notebooks.create;

interface FieldsProps {
  model: CreateModel<Draft>;
}

/** A line of text that is one of the draft's own fields. */
function Text(
  props: FieldsProps & {
    field: string;
    of: keyof Draft;
    label: string;
    hint?: string;
    inputMode?: "decimal";
  },
) {
  return (
    <TextControl
      {...props}
      value={props.model.draft[props.of]}
      onInput={(text) => props.model.change({ [props.of]: text })}
    />
  );
}

/** Name and image. */
export function NameAndImage(props: FieldsProps & { form: NotebookForm }) {
  const chosen = () => chosenImage(props.model.draft, props.form);
  const option = () => chosen().group?.options.find((each) => each.reference === chosen().reference);
  const isOther = () => props.model.draft.image === OTHER_IMAGE;
  const allowsOther = () => props.form.images.some((group) => group.allowsCustom);
  return (
    <fieldset class="card form-section">
      <legend class="visually-hidden">{`${texts.create.name}, ${words.image}`}</legend>
      <Text model={props.model} field="name" of="name" label={texts.create.name} hint={words.nameHint} />
      <Field
        id={isOther() ? "new-image-choice" : fieldId("image")}
        label={words.image}
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
              <option value={OTHER_IMAGE} selected={isOther()}>{words.otherImage}</option>
            </Show>
          </select>
        )}
      </Field>
      <Show when={isOther()}>
        <Text
          model={props.model}
          field="image"
          of="customImage"
          label={words.customImage}
          hint={words.customImageHint}
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
          {option.displayName + (option.isDeprecated ? ` (${words.deprecated})` : "")}
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
      <legend>{words.size}</legend>
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
          <UnitControl
            label={texts.create.unitOf(texts.create.memory)}
            value={props.model.draft.memoryUnit}
            onChange={(memoryUnit) => props.model.change({ memoryUnit })}
          />
        </div>
      </div>
    </fieldset>
  );
}

/** Where its files live. */
export function Files(props: FieldsProps & { namespace: string }) {
  const draft = () => props.model.draft;
  return (
    <fieldset class="card form-section" id={fieldId("files")} tabindex="-1" aria-describedby="new-files-error">
      <legend>{words.files}</legend>
      <RadioChoice
        group="files"
        value="new"
        label={words.workspaceNew}
        hint={<SentenceText of={words.workspaceNewHint(workspaceClaim(draft().name.trim()))} />}
        isChosen={draft().files === "new"}
        onChoose={() => props.model.change({ files: "new" })}
      >
        <div class="with-unit">
          <Text model={props.model} field="size" of="size" label={texts.create.volumeSize} inputMode="decimal" />
          <UnitControl
            label={texts.create.unitOf(texts.create.volumeSize)}
            value={draft().sizeUnit}
            onChange={(sizeUnit) => props.model.change({ sizeUnit })}
          />
        </div>
      </RadioChoice>
      <RadioChoice
        group="files"
        value="existing"
        label={words.workspaceExisting}
        isChosen={draft().files === "existing"}
        onChoose={() => props.model.change({ files: "existing" })}
      >
        <VolumeControl
          model={props.model}
          field="claim"
          label={texts.create.volume}
          namespace={props.namespace}
          value={draft().claim}
          onInput={(claim) => props.model.change({ claim })}
        />
      </RadioChoice>
      <div id="new-files-error" class="field-error">{problemText({ model: props.model, field: "files" })}</div>
    </fieldset>
  );
}
