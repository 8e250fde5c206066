import { Match, Show, Switch } from "solid-js";
import {
  type CreateError,
  type CreateNotebookInput,
  type NotebookForm,
  useNotebookActions,
  useNotebookForm,
} from "../../data/mod.ts";
import { FaultNotice, SentenceText } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import { CreateForm, useForm } from "../create/create_form.tsx";
import type { Creation } from "../create/create_model.ts";
import { CreatePage } from "../create/create_page.tsx";
import { Configurations, More } from "./configuration_fields.tsx";
import { NameAndImage, Size } from "./create_fields.tsx";
import { type Draft, newDraft, toInput } from "./draft.ts";
import { DataVolumes, Files, SettledVolumes } from "./file_fields.tsx";
import { NOTEBOOKS } from "./notebook_pages.ts";
import { missingOf, problemsOf } from "./problems.ts";
import { summarySentence } from "./summary.ts";

const words = texts.notebooks.create;

/** Makes a new notebook. */
export default function CreateNotebookPage() {
  return <CreatePage noun={NOTEBOOKS}>{(namespace) => <LoadedForm namespace={namespace} />}</CreatePage>;
}

function LoadedForm(props: { namespace: string }) {
  const { form, fault, reload } = useNotebookForm(() => props.namespace);
  return (
    <Switch>
      <Match when={fault()}>
        <FaultNotice title={texts.notebooks.create.formFault} fault={fault()!} onRetry={reload} />
      </Match>
      <Match when={form()} keyed>{(known) => <NotebookForm form={known} namespace={props.namespace} />}</Match>
    </Switch>
  );
}

function NotebookForm(props: { form: NotebookForm; namespace: string }) {
  const creation: Creation<Draft, CreateNotebookInput, CreateError> = {
    noun: "notebooks",
    newDraft: (suffix) => newDraft(suffix, props.form),
    toInput: (draft) => toInput(draft, props.namespace, props.form),
    missing: missingOf,
    problems: problemsOf,
    create: useNotebookActions().create,
  };
  const form = useForm(creation, props.namespace);
  const { model } = form;
  return (
    <CreateForm form={form} says={summarySentence(model.draft, props.form)} words={words}>
      <Show when={props.form.problems.length > 0}>
        <p class="hint">
          <SentenceText of={words.problems(props.form.problems.map(({ path }) => path.join(".")).join(", "))} />
        </p>
      </Show>
      <NameAndImage model={model} form={props.form} />
      <Size model={model} form={props.form} />
      <Show
        when={!props.form.workspace.isReadOnly}
        fallback={<SettledVolumes model={model} title={words.files} volumes={props.form.workspace.defaults} />}
      >
        <Files model={model} form={props.form} namespace={props.namespace} />
      </Show>
      <Show
        when={!props.form.dataVolumes.isReadOnly}
        fallback={<SettledVolumes model={model} title={words.data} volumes={props.form.dataVolumes.defaults} />}
      >
        <DataVolumes model={model} form={props.form} namespace={props.namespace} />
      </Show>
      <Configurations model={model} form={props.form} />
      <More model={model} form={props.form} />
    </CreateForm>
  );
}
