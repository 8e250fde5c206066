import { Index, Show } from "solid-js";
import type { NotebookForm } from "../../data/mod.ts";
import { Icon, SentenceText } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import { GroupProblem, RadioChoice, TextControl, UnitControl } from "../create/controls.tsx";
import { fieldId } from "../create/problem.ts";
import { VolumeControl } from "../create/volume_control.tsx";
import { type FieldsProps, Settled, Text } from "./create_fields.tsx";
import { type DataVolumeDraft, mountPathOf, newDataVolume, workspaceClaim } from "./draft.ts";
import { dataField } from "./problems.ts";

const words = texts.notebooks.create;

type FileFieldsProps = FieldsProps & { form: NotebookForm; namespace: string };

/** Where its files live. */
export function Files(props: FileFieldsProps) {
  const draft = () => props.model.draft;
  return (
    <fieldset class="card form-section" id={fieldId("files")} tabindex="-1" aria-describedby="new-files-error">
      <legend>{words.files}</legend>
      <RadioChoice
        group="files"
        value="new"
        label={words.workspaceNew}
        hint={<SentenceText of={words.workspaceNewHint(workspaceClaim(draft().name.trim(), props.form))} />}
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
      <RadioChoice
        group="files"
        value="none"
        label={words.workspaceNone}
        hint={words.workspaceNoneHint}
        isChosen={draft().files === "none"}
        onChoose={() => props.model.change({ files: "none" })}
      />
      <GroupProblem model={props.model} field="files" />
    </fieldset>
  );
}

/** Volumes that the admin has settled. */
export function SettledVolumes(
  props: FieldsProps & { title: string; volumes: NotebookForm["dataVolumes"]["defaults"] },
) {
  const nameOf = (pattern: string) => pattern.replace("{notebook-name}", props.model.draft.name.trim());
  const names = () =>
    props.volumes.map(({ namePattern, mountPath }) => `${nameOf(namePattern)} (${mountPath})`).join(", ");
  return (
    <fieldset class="card form-section">
      <legend>{props.title}</legend>
      <div class="after-legend">
        <Settled label={words.volumes} value={names() || words.workspaceNone} />
      </div>
    </fieldset>
  );
}

/** Volumes beside the workspace. */
export function DataVolumes(props: FileFieldsProps) {
  const volumes = () => props.model.draft.dataVolumes;
  const change = (dataVolumes: readonly DataVolumeDraft[]) => props.model.change({ dataVolumes });
  const remove = (index: number) => {
    change(volumes().filter((_, at) => at !== index));
    document.getElementById(fieldId("data"))?.focus();
  };
  return (
    <fieldset class="card form-section" id={fieldId("data")} tabindex="-1" aria-describedby="new-data-error">
      <legend>{words.data}</legend>
      <p class="hint after-legend">{words.dataHint}</p>
      <Index each={volumes()}>
        {(volume, index) => (
          <DataVolumeRow
            {...props}
            volume={volume()}
            index={index}
            onChange={(part) => change(volumes().map((each, at) => at === index ? { ...each, ...part } : each))}
            onRemove={() => remove(index)}
          />
        )}
      </Index>
      <GroupProblem model={props.model} field="data" />
      <button type="button" class="button add" onClick={() => change([...volumes(), newDataVolume()])}>
        <Icon name="plus" />
        {words.addVolume}
      </button>
    </fieldset>
  );
}

interface DataVolumeRowProps extends FileFieldsProps {
  volume: DataVolumeDraft;
  index: number;
  onChange: (part: Partial<DataVolumeDraft>) => void;
  onRemove: () => void;
}

function DataVolumeRow(props: DataVolumeRowProps) {
  const title = () => words.dataVolume(props.index + 1);
  const readOnlyId = () => fieldId(`data-${props.index}-read-only`);
  return (
    <div class="form-row" role="group" aria-label={title()}>
      <div class="form-row-head">
        <select
          aria-label={title()}
          value={props.volume.from}
          onChange={(event) => props.onChange({ from: event.currentTarget.value as DataVolumeDraft["from"] })}
        >
          <option value="existing">{words.dataFrom.existing}</option>
          <option value="new">{words.dataFrom.new}</option>
        </select>
        <button
          type="button"
          class="button quiet square"
          aria-label={words.removeVolume(props.index + 1)}
          onClick={props.onRemove}
        >
          <Icon name="close" />
        </button>
      </div>
      <Show when={props.volume.from === "existing"} fallback={<NewVolumeFields {...props} />}>
        <VolumeControl
          model={props.model}
          field={dataField(props.index, "claim")}
          label={texts.create.volume}
          namespace={props.namespace}
          value={props.volume.claim}
          onInput={(claim) => props.onChange({ claim })}
        />
      </Show>
      <TextControl
        model={props.model}
        field={dataField(props.index, "path")}
        label={words.path}
        hint={<SentenceText of={words.pathHint(mountPathOf({ path: "", claim: props.volume.claim }, props.form))} />}
        value={props.volume.path}
        onInput={(path) => props.onChange({ path })}
      />
      <label class="check-line" for={readOnlyId()}>
        <input
          type="checkbox"
          id={readOnlyId()}
          checked={props.volume.isReadOnly}
          onChange={(event) => props.onChange({ isReadOnly: event.currentTarget.checked })}
        />
        {words.readOnly}
      </label>
    </div>
  );
}

function NewVolumeFields(props: DataVolumeRowProps) {
  return (
    <div class="pair">
      <TextControl
        model={props.model}
        field={dataField(props.index, "claim")}
        label={words.dataName}
        value={props.volume.claim}
        onInput={(claim) => props.onChange({ claim })}
      />
      <div class="with-unit">
        <TextControl
          model={props.model}
          field={dataField(props.index, "size")}
          label={texts.create.volumeSize}
          inputMode="decimal"
          value={props.volume.size}
          onInput={(size) => props.onChange({ size })}
        />
        <UnitControl
          label={texts.create.unitOf(texts.create.volumeSize)}
          value={props.volume.sizeUnit}
          onChange={(sizeUnit) => props.onChange({ sizeUnit })}
        />
      </div>
    </div>
  );
}
