import { useSearchParams } from "@solidjs/router";
import { type CreateTensorboardError, type CreateTensorboardInput, useTensorboardActions } from "../../data/mod.ts";
import { texts } from "../../texts/mod.ts";
import { TextControl } from "../create/controls.tsx";
import { CreateForm, useForm } from "../create/create_form.tsx";
import type { Creation } from "../create/create_model.ts";
import { CreatePage } from "../create/create_page.tsx";
import { type Draft, missingOf, newDraft, problemsOf, summarySentence, toInput } from "./draft.ts";
import { SourceFields } from "./source_fields.tsx";
import { TENSORBOARDS } from "./tensorboard_pages.ts";

const words = texts.tensorboards.create;

/** Makes a new TensorBoard. */
export default function CreateTensorboardPage() {
  return <CreatePage noun={TENSORBOARDS}>{(namespace) => <TensorboardForm namespace={namespace} />}</CreatePage>;
}

function TensorboardForm(props: { namespace: string }) {
  // A link from a volume names it.
  const [params] = useSearchParams<{ volume?: string }>();
  const creation: Creation<Draft, CreateTensorboardInput, CreateTensorboardError> = {
    noun: "tensorboards",
    newDraft: (suffix) => newDraft(suffix, params.volume),
    toInput: (draft) => toInput(draft, props.namespace),
    missing: missingOf,
    problems: problemsOf,
    create: useTensorboardActions().create,
  };
  const form = useForm(creation, props.namespace);
  const { model } = form;
  return (
    <CreateForm form={form} says={summarySentence(model.draft)} words={words}>
      <fieldset class="card form-section">
        <legend class="visually-hidden">{texts.create.name}</legend>
        <TextControl
          model={model}
          field="name"
          label={texts.create.name}
          hint={words.nameHint}
          value={model.draft.name}
          onInput={(name) => model.change({ name })}
        />
      </fieldset>
      <SourceFields model={model} namespace={props.namespace} />
    </CreateForm>
  );
}
