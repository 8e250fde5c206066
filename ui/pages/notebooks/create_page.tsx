import { Match, Switch } from "solid-js";
import {
  type CreateError,
  type CreateNotebookInput,
  type NotebookForm,
  useNotebookActions,
  useNotebookForm,
} from "../../data/mod.ts";
import { FaultNotice } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import { CreateForm, useForm } from "../create/create_form.tsx";
import type { Creation } from "../create/create_model.ts";
import { CreatePage } from "../create/create_page.tsx";
import { Configurations, More } from "./configuration_fields.tsx";
import { NameAndImage, Size } from "./create_fields.tsx";
import { type Draft, newDraft, toInput } from "./draft.ts";
import { DataVolumes, Files } from "./file_fields.tsx";
import { NOTEBOOKS } from "./notebook_pages.ts";
import { missingOf, problemsOf } from "./problems.ts";
import { summarySentence } from "./summary.ts";

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
    <CreateForm form={form} says={summarySentence(model.draft, props.form)} words={texts.notebooks.create}>
      <NameAndImage model={model} form={props.form} />
      <Size model={model} form={props.form} />
      <Files model={model} form={props.form} namespace={props.namespace} />
      <DataVolumes model={model} form={props.form} namespace={props.namespace} />
      <Configurations model={model} form={props.form} />
      <More model={model} />
    </CreateForm>
  );
}
