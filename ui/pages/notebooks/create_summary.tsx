import { For, Show } from "solid-js";
import type { NotebookForm } from "../../data/mod.ts";
import { SentenceText } from "../../parts/mod.ts";
import { memoryQuantity, say, type Sentence, shortImage, texts } from "../../texts/mod.ts";
import { fieldId } from "./create_fields.tsx";
import type { CreateModel } from "./create_model.ts";
import { chosenImage, type Draft, toQuantity } from "./draft.ts";

/** What will be made, in one sentence. */
export function summarySentence(draft: Draft, form: NotebookForm | null): Sentence {
  const { group, reference } = chosenImage(draft, form);
  const option = group?.options.find((each) => each.reference === reference);
  const image = option?.displayName ?? (shortImage(reference) || "…");
  const memory = memoryQuantity(toQuantity(draft.memory, draft.memoryUnit));
  return [
    ...say`${draft.name.trim() || "…"} from ${image}, with ${draft.cpu.trim() || "…"} CPU and ${
      memory || "…"
    } of memory`,
    ...filesPart(draft),
  ];
}

function filesPart(draft: Draft): Sentence {
  if (draft.files === "existing") return say`, on the files of ${draft.claim.trim() || "…"}.`;
  return say` and a new volume of ${memoryQuantity(toQuantity(draft.size, draft.sizeUnit)) || "…"} for its files.`;
}

/** The summary with the launch. */
export function CreateSummary(props: { model: CreateModel; form: NotebookForm; onCancel: () => void }) {
  return (
    <aside class="summary card" aria-label={texts.create.summary}>
      <h2>{texts.create.summary}</h2>
      <p>
        <SentenceText of={summarySentence(props.model.draft, props.form)} />
      </p>
      <ProblemList model={props.model} />
      <p class="hint check" role="status">{checkWords(props.model)}</p>
      <div class="summary-actions">
        <button type="submit" class="button primary launch" aria-busy={props.model.isLaunching()}>
          {texts.create.launch}
        </button>
        <button type="button" class="button" onClick={props.onCancel}>{texts.create.cancel}</button>
      </div>
    </aside>
  );
}

function checkWords(model: CreateModel): string {
  if (model.isLaunching()) return texts.create.launching;
  if (model.isChecking()) return texts.create.checking;
  return model.isWhole() && model.problems().length === 0 ? texts.create.checked : "";
}

function ProblemList(props: { model: CreateModel }) {
  const problems = () => props.model.problems();
  const whole = () => problems().filter((problem) => problem.field === null);
  const shown = () => props.model.isRefused() ? problems() : whole();
  return (
    <div role="alert">
      <Show when={shown().length > 0}>
        <div class="notice" data-tone="error">
          <div>
            <strong>{texts.create.problems(shown().length)}</strong>
            <ul class="problems">
              <For each={shown()}>
                {(problem) => (
                  <li>
                    <Show when={problem.field} fallback={problem.message}>
                      {(field) => (
                        <a href={`#${fieldId(field())}`} onClick={(event) => goTo(event, field())}>{problem.message}</a>
                      )}
                    </Show>{" "}
                    <em>{problem.nextStep}</em>
                  </li>
                )}
              </For>
            </ul>
          </div>
        </div>
      </Show>
    </div>
  );
}

function goTo(event: MouseEvent, field: Parameters<typeof fieldId>[0]) {
  event.preventDefault();
  document.getElementById(fieldId(field))?.focus();
}
