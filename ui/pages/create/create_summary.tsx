import { For, Show } from "solid-js";
import { SentenceText } from "../../parts/mod.ts";
import { type Sentence, texts } from "../../texts/mod.ts";
import type { CreateModel } from "./create_model.ts";
import { fieldId } from "./problem.ts";

interface SummaryProps<Draft> {
  model: CreateModel<Draft>;
  /** What will be made, in one sentence. */
  says: Sentence;
  words: LaunchWords;
  onCancel: () => void;
}

/** What the launch of a form is called. */
export interface LaunchWords {
  launch: string;
  launching: string;
}

/** The summary with the launch. */
export function CreateSummary<Draft>(props: SummaryProps<Draft>) {
  return (
    <aside class="summary card" aria-label={texts.create.summary}>
      <h2>{texts.create.summary}</h2>
      <p>
        <SentenceText of={props.says} />
      </p>
      <ProblemList model={props.model} />
      <p class="hint check" role="status">
        <Show when={firstShown(props.model)} fallback={checkWords(props.model, props.words)}>
          {(field) => (
            <a href={`#${fieldId(field())}`} onClick={(event) => goTo(event, field())}>
              {texts.create.inTheWay(props.model.problems().length)}
            </a>
          )}
        </Show>
      </p>
      <div class="summary-actions">
        <button type="submit" class="button primary launch" aria-busy={props.model.isLaunching()}>
          {props.words.launch}
        </button>
        <button type="button" class="button" onClick={props.onCancel}>{texts.create.cancel}</button>
      </div>
    </aside>
  );
}

function checkWords<Draft>(model: CreateModel<Draft>, { launching }: LaunchWords): string {
  if (model.isLaunching()) return launching;
  if (model.isChecking()) return texts.create.checking;
  if (!model.isWhole()) return texts.create.gaps;
  return model.problems().length === 0 ? texts.create.checked : "";
}

/** The first field with a problem that only the field itself tells of; null where there is none, or all are listed. */
function firstShown<Draft>(model: CreateModel<Draft>): string | null {
  const isSettled = !model.isLaunching() && !model.isChecking() && !model.isRefused();
  return isSettled ? model.problems().find(({ field }) => field !== null)?.field ?? null : null;
}

function ProblemList<Draft>(props: { model: CreateModel<Draft> }) {
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

function goTo(event: MouseEvent, field: string) {
  event.preventDefault();
  document.getElementById(fieldId(field))?.focus();
}
