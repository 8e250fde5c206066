import { A, useNavigate } from "@solidjs/router";
import { Match, onMount, Show, Switch } from "solid-js";
import { useCurrentNamespace } from "../../app/current_namespace.tsx";
import { listPath } from "../../app/paths.ts";
import { useClock } from "../../clock/mod.ts";
import { type NotebookForm, useNotebookActions, useNotebookForm, useNotebooks, useViewer } from "../../data/mod.ts";
import { FaultNotice, SentenceText } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import { usePageTitle } from "../page_title.ts";
import { fieldId, Files, NameAndImage, Size } from "./create_fields.tsx";
import { createCreateModel } from "./create_model.ts";
import { CreateSummary } from "./create_summary.tsx";
import "./create.css";

/** Makes a new notebook. */
export default function CreatePage() {
  const { name } = useCurrentNamespace();
  const { namespace } = useViewer();
  const { form, fault, reload } = useNotebookForm(name);
  // The list is where one goes from here: kept live, it is there at once.
  useNotebooks(name);
  usePageTitle(() => texts.create.title);
  const rights = () => namespace(name())?.can.createNotebook;
  return (
    <>
      <div class="title-row">
        <h1>{texts.create.title}</h1>
        <Show when={name()}>
          <span class="count">
            <SentenceText of={texts.create.into(name()!)} />
          </span>
        </Show>
      </div>
      <Switch>
        <Match when={rights()?.isAllowed === false}>
          <div class="notice" data-tone="warn">
            <p>
              {rights()!.reason ?? <SentenceText of={texts.create.notAllowed(name()!)} />}
            </p>
            <A class="button" href={listPath(name()!)}>{texts.details.backToList}</A>
          </div>
        </Match>
        <Match when={fault()}>
          <FaultNotice title={texts.create.formFault} fault={fault()!} onRetry={reload} />
        </Match>
        <Match when={form()?.namespace === name() && form()} keyed>
          {(known) => <CreateForm form={known} namespace={known.namespace} />}
        </Match>
      </Switch>
    </>
  );
}

function CreateForm(props: { form: NotebookForm; namespace: string }) {
  const navigate = useNavigate();
  const showMade = () => navigate(listPath(props.namespace), { state: { created: model.draft.name.trim() } });
  const model = createCreateModel(props.namespace, () => props.form, useNotebookActions(), useClock(), showMade);
  let nameInput!: HTMLInputElement;
  onMount(() => nameInput.focus());
  const launch = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await model.launch()) return showMade();
    const first = model.problems().find((problem) => problem.field !== null)?.field;
    if (first && model.isRefused()) document.getElementById(fieldId(first))?.focus();
  };
  const cancel = () => {
    model.forget();
    navigate(listPath(props.namespace));
  };
  return (
    <form class="create" onSubmit={launch} noValidate>
      <div class="sections">
        <Show when={model.wasKept}>
          <p class="hint">{texts.create.draftKept}</p>
        </Show>
        <NameAndImage model={model} form={props.form} nameRef={(input) => (nameInput = input)} />
        <Size model={model} form={props.form} />
        <Files model={model} form={props.form} />
      </div>
      <CreateSummary model={model} form={props.form} onCancel={cancel} />
    </form>
  );
}
