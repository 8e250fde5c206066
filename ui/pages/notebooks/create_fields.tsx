import { For, Show } from "solid-js";
import type { NotebookForm } from "../../data/mod.ts";
import { Field, SettledField } from "../../parts/mod.ts";
import { bytes, cores, texts } from "../../texts/mod.ts";
import { problemText, TextControl, UnitControl } from "../create/controls.tsx";
import type { CreateModel } from "../create/create_model.ts";
import { fieldId } from "../create/problem.ts";
import { chosenImage, OTHER_IMAGE } from "./chosen_image.ts";
import type { Draft } from "./draft.ts";

const words = texts.notebooks.create;

/** What every section of the form has to know. */
export interface FieldsProps {
  model: CreateModel<Draft>;
}

/** The draft's own fields that hold a line of text. */
type TextField = "name" | "customImage" | "cpu" | "memory" | "acceleratorCount" | "size";

/** A line of text that is one of the draft's own fields. */
export function Text(
  props: FieldsProps & {
    field: string;
    of: TextField;
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

/** CPU, memory and accelerator. */
export function Size(props: FieldsProps & { form: NotebookForm }) {
  const usual = () => usualSize(props.form);
  return (
    <fieldset class="card form-section">
      <legend>{words.size}</legend>
      <div class="pair">
        <Show when={!props.form.cpu.isReadOnly} fallback={<Settled label={texts.create.cpu} value={usual().cpu} />}>
          <Text
            model={props.model}
            field="cpu"
            of="cpu"
            label={texts.create.cpu}
            hint={texts.create.cpuHint}
            inputMode="decimal"
          />
        </Show>
        <Show
          when={!props.form.memory.isReadOnly}
          fallback={<Settled label={texts.create.memory} value={usual().memory} />}
        >
          <div class="with-unit">
            <Text model={props.model} field="memory" of="memory" label={texts.create.memory} inputMode="decimal" />
            <UnitControl
              label={texts.create.unitOf(texts.create.memory)}
              value={props.model.draft.memoryUnit}
              onChange={(memoryUnit) => props.model.change({ memoryUnit })}
            />
          </div>
        </Show>
      </div>
      <Show
        when={!props.form.accelerators.isReadOnly}
        fallback={<Settled label={words.accelerator} value={usual().accelerator} />}
      >
        <Show when={props.form.accelerators.options.length > 0}>
          <AcceleratorFields {...props} />
        </Show>
      </Show>
    </fieldset>
  );
}

/** What the admin has settled, in words. */
function usualSize({ cpu, memory, accelerators }: NotebookForm) {
  const { resource, count } = accelerators.default ?? { resource: "", count: 0 };
  const kind = accelerators.options.find((each) => each.resource === resource)?.displayName ?? resource;
  return {
    cpu: cores(cpu.default.value),
    memory: bytes(memory.default.value),
    accelerator: count > 0 ? `${count} × ${kind}` : words.noAccelerator,
  };
}

/** Something that the admin has settled. */
export function Settled(props: { label: string; value: string }) {
  return <SettledField label={props.label} note={words.settled}>{props.value}</SettledField>;
}

function AcceleratorFields(props: FieldsProps & { form: NotebookForm }) {
  const chosen = () => props.model.draft.accelerator;
  return (
    <div class="pair">
      <Field
        id={fieldId("accelerator")}
        label={words.accelerator}
        error={problemText({ model: props.model, field: "accelerator" })}
      >
        {(control) => (
          <select
            {...control}
            onChange={(event) => props.model.change({ accelerator: event.currentTarget.value })}
          >
            <option value="" selected={chosen() === ""}>{words.noAccelerator}</option>
            <For each={props.form.accelerators.options}>
              {({ resource, displayName }) => (
                <option value={resource} selected={chosen() === resource}>{displayName}</option>
              )}
            </For>
          </select>
        )}
      </Field>
      <Show when={chosen()}>
        <Text
          model={props.model}
          field="accelerator-count"
          of="acceleratorCount"
          label={words.acceleratorCount}
          inputMode="decimal"
        />
      </Show>
    </div>
  );
}
