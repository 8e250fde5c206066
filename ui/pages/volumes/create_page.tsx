import { For, Show } from "solid-js";
import {
  type CreateVolumeError,
  type CreateVolumeInput,
  type StorageClass,
  useStorageClasses,
  useVolumeActions,
} from "../../data/mod.ts";
import { FaultNotice, Field } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import { GroupProblem, problemText, RadioChoice, TextControl, UnitControl } from "../create/controls.tsx";
import { CreateForm, useForm } from "../create/create_form.tsx";
import type { CreateModel, Creation } from "../create/create_model.ts";
import { CreatePage } from "../create/create_page.tsx";
import { fieldId } from "../create/problem.ts";
import { type Draft, missingOf, MODES, newDraft, problemsOf, summarySentence, toInput } from "./draft.ts";
import { VOLUMES } from "./volume_pages.ts";

const words = texts.volumes.create;

/** Makes a new volume. */
export default function CreateVolumePage() {
  return <CreatePage noun={VOLUMES}>{(namespace) => <VolumeForm namespace={namespace} />}</CreatePage>;
}

function VolumeForm(props: { namespace: string }) {
  const { classes, fault, reload } = useStorageClasses(() => props.namespace);
  const creation: Creation<Draft, CreateVolumeInput, CreateVolumeError> = {
    noun: "volumes",
    newDraft,
    toInput: (draft) => toInput(draft, props.namespace),
    missing: missingOf,
    problems: problemsOf,
    create: useVolumeActions().create,
  };
  const form = useForm(creation, props.namespace);
  const { model } = form;
  return (
    <CreateForm form={form} says={summarySentence(model.draft)} words={words}>
      <Show when={fault()}>
        {(known) => <FaultNotice title={words.classesFault} fault={known()} onRetry={reload} />}
      </Show>
      <fieldset class="card form-section">
        <legend class="visually-hidden">{`${texts.create.name}, ${words.size}`}</legend>
        <TextControl
          model={model}
          field="name"
          label={texts.create.name}
          hint={words.nameHint}
          value={model.draft.name}
          onInput={(name) => model.change({ name })}
        />
        <div class="pair">
          <div class="with-unit">
            <TextControl
              model={model}
              field="size"
              label={words.size}
              inputMode="decimal"
              value={model.draft.size}
              onInput={(size) => model.change({ size })}
            />
            <UnitControl
              label={texts.create.unitOf(words.size)}
              value={model.draft.sizeUnit}
              onChange={(sizeUnit) => model.change({ sizeUnit })}
            />
          </div>
          <ClassField model={model} classes={classes() ?? []} />
        </div>
      </fieldset>
      <ModeField model={model} />
    </CreateForm>
  );
}

function ClassField(props: { model: CreateModel<Draft>; classes: readonly StorageClass[] }) {
  const chosen = () => props.model.draft.storageClass;
  const usual = () => props.classes.find(({ isDefault }) => isDefault);
  const description = () => (props.classes.find(({ name }) => name === chosen()) ?? usual())?.description;
  return (
    <Field
      id={fieldId("class")}
      label={words.class}
      hint={description()}
      error={problemText({ model: props.model, field: "class" })}
    >
      {(control) => (
        <select
          {...control}
          onChange={(event) => props.model.change({ storageClass: event.currentTarget.value })}
        >
          <option value="" selected={chosen() === ""}>
            {usual() ? words.usualNamed(usual()!.name) : words.usualClass}
          </option>
          <For each={props.classes.filter(({ isDefault }) => !isDefault)}>
            {({ name }) => <option value={name} selected={chosen() === name}>{name}</option>}
          </For>
        </select>
      )}
    </Field>
  );
}

function ModeField(props: { model: CreateModel<Draft> }) {
  return (
    <fieldset class="card form-section" id={fieldId("mode")} tabindex="-1" aria-describedby="new-mode-error">
      <legend>{words.mode}</legend>
      <For each={MODES}>
        {(mode) => (
          <RadioChoice
            group="mode"
            value={mode}
            label={words.modes[mode]}
            hint={words.modeHints[mode]}
            isChosen={props.model.draft.mode === mode}
            onChoose={() => props.model.change({ mode })}
          />
        )}
      </For>
      <GroupProblem model={props.model} field="mode" />
    </fieldset>
  );
}
