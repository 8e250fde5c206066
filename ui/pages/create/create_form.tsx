import { useNavigate } from "@solidjs/router";
import { onMount, type ParentProps, Show } from "solid-js";
import { listPath } from "../../app/paths.ts";
import { useClock } from "../../clock/mod.ts";
import { type Sentence, texts } from "../../texts/mod.ts";
import { createCreateModel, type CreateModel, type Creation } from "./create_model.ts";
import { CreateSummary, type LaunchWords } from "./create_summary.tsx";
import { fieldId } from "./problem.ts";

/** A form's model with the ways out of it. */
export interface OpenedForm<Draft> {
  model: CreateModel<Draft>;
  /** Goes to the list, where what was made stands first. */
  showMade(): void;
  cancel(): void;
}

/** Opens the form for one namespace. */
export function useForm<Draft extends { name: string }, Input extends object, Refused>(
  creation: Creation<Draft, Input, Refused>,
  namespace: string,
): OpenedForm<Draft> {
  const navigate = useNavigate();
  const list = listPath(creation.noun, namespace);
  const showMade = (): void => navigate(list, { state: { created: model.draft.name.trim() } });
  const model: CreateModel<Draft> = createCreateModel(creation, namespace, useClock(), showMade);
  const cancel = () => {
    model.forget();
    navigate(list);
  };
  return { model, showMade, cancel };
}

interface CreateFormProps<Draft> {
  form: OpenedForm<Draft>;
  /** What will be made, in one sentence. */
  says: Sentence;
  words: LaunchWords;
}

/** The form: its children are its sections, beside them the summary. */
export function CreateForm<Draft>(props: ParentProps<CreateFormProps<Draft>>) {
  const { model, showMade, cancel } = props.form;
  const focus = (field: string) => document.getElementById(fieldId(field))?.focus();
  onMount(() => focus("name"));
  const launch = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await model.launch()) return showMade();
    const first = model.problems().find((problem) => problem.field !== null)?.field;
    if (first && model.isRefused()) focus(first);
  };
  return (
    <form class="create" onSubmit={launch} noValidate>
      <div class="sections">
        <Show when={model.wasKept}>
          <p class="hint">{texts.create.draftKept}</p>
        </Show>
        {props.children}
      </div>
      <CreateSummary model={model} says={props.says} words={props.words} onCancel={cancel} />
    </form>
  );
}
