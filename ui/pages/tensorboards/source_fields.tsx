import { Index, Show } from "solid-js";
import { Icon } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import { GroupProblem, TextControl } from "../create/controls.tsx";
import { VolumeControl } from "../create/volume_control.tsx";
import type { CreateModel } from "../create/create_model.ts";
import { fieldId } from "../create/problem.ts";
import { type Draft, hasStore, newSource, type SourceDraft, sourceField } from "./draft.ts";

const words = texts.tensorboards.create;

interface SourceFieldsProps {
  model: CreateModel<Draft>;
  namespace: string;
}

/** The places with logs, and what opens them. */
export function SourceFields(props: SourceFieldsProps) {
  const sources = () => props.model.draft.sources;
  const change = (next: readonly SourceDraft[]) => props.model.change({ sources: next });
  const remove = (index: number) => {
    change(sources().filter((_, at) => at !== index));
    document.getElementById(fieldId("sources"))?.focus();
  };
  return (
    <fieldset class="card form-section" id={fieldId("sources")} tabindex="-1" aria-describedby="new-sources-error">
      <legend>{words.sources}</legend>
      <p class="hint after-legend">{words.sourcesHint}</p>
      <Index each={sources()}>
        {(source, index) => (
          <SourceRow
            model={props.model}
            namespace={props.namespace}
            source={source()}
            index={index}
            isOnly={sources().length === 1}
            onChange={(part) => change(sources().map((each, at) => at === index ? { ...each, ...part } : each))}
            onRemove={() => remove(index)}
          />
        )}
      </Index>
      <GroupProblem model={props.model} field="sources" />
      <button type="button" class="button add" onClick={() => change([...sources(), newSource()])}>
        <Icon name="plus" />
        {words.addSource}
      </button>
      <Show when={hasStore(props.model.draft)}>
        <TextControl
          model={props.model}
          field="credential"
          label={words.credential}
          hint={words.credentialHint}
          value={props.model.draft.credential}
          onInput={(credential) => props.model.change({ credential })}
        />
      </Show>
    </fieldset>
  );
}

interface SourceRowProps {
  model: CreateModel<Draft>;
  namespace: string;
  source: SourceDraft;
  index: number;
  isOnly: boolean;
  onChange: (part: Partial<SourceDraft>) => void;
  onRemove: () => void;
}

function SourceRow(props: SourceRowProps) {
  const text = (of: "path" | "url" | "label", label: string, hint: string) => (
    <TextControl
      model={props.model}
      field={sourceField(props.index, of)}
      label={label}
      hint={hint}
      inputMode={of === "url" ? "url" : undefined}
      value={props.source[of]}
      onInput={(typed) => props.onChange({ [of]: typed })}
    />
  );
  return (
    <div class="form-row" role="group" aria-label={words.place(props.index + 1)}>
      <div class="form-row-head">
        <select
          aria-label={words.place(props.index + 1)}
          value={props.source.kind}
          onChange={(event) => props.onChange({ kind: event.currentTarget.value as SourceDraft["kind"] })}
        >
          <option value="volume">{words.kinds.volume}</option>
          <option value="store">{words.kinds.store}</option>
        </select>
        <Show when={!props.isOnly}>
          <button
            type="button"
            class="button quiet square"
            aria-label={words.removeSource(props.index + 1)}
            onClick={props.onRemove}
          >
            <Icon name="close" />
          </button>
        </Show>
      </div>
      <Show when={props.source.kind === "volume"} fallback={text("url", words.url, words.urlHint)}>
        <div class="pair">
          <VolumeControl
            model={props.model}
            field={sourceField(props.index, "claim")}
            label={texts.create.volume}
            namespace={props.namespace}
            value={props.source.claim}
            onInput={(claim) => props.onChange({ claim })}
          />
          {text("path", words.path, words.pathHint)}
        </div>
      </Show>
      <Show when={props.index > 0}>{text("label", words.label, words.labelHint)}</Show>
    </div>
  );
}
