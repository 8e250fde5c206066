import { For, Show } from "solid-js";
import type { Runnable } from "../../data/mod.ts";
import { ExplanationText, Icon, STATE_TONE, StateIcon } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import { currentStep, progressOf, START_STEPS } from "./start_steps.ts";

/** The steps of a start; the one it is at says what is going on. */
export function StartProgress(props: { item: Runnable }) {
  const at = () => START_STEPS.indexOf(currentStep(props.item) ?? "accepted");
  const stateWord = (index: number) => {
    if (index < at()) return texts.details.stepDone;
    return index === at() ? texts.details.stepCurrent : texts.details.stepAhead;
  };
  return (
    <ol class="steps">
      <For each={START_STEPS}>
        {(step, index) => (
          <li
            classList={{ done: index() < at(), ahead: index() > at() }}
            aria-current={index() === at() ? "step" : undefined}
          >
            <span class="step-mark" data-tone={index() < at() ? "ok" : STATE_TONE[props.item.state]}>
              <Show when={index() < at()}>
                <Icon name="check" />
              </Show>
              <Show when={index() === at()}>
                <StateIcon state={props.item.state} />
              </Show>
            </span>
            <div>
              <span>{texts.details.steps[step]}</span>
              <span class="visually-hidden">: {stateWord(index())}</span>
              <Show when={index() === at()}>
                <p class="hint">
                  <ExplanationText of={props.item.explanation} />
                </p>
                <Show when={progressOf(props.item)}>
                  {(value) => <progress value={value()} aria-label={texts.details.steps[step]} />}
                </Show>
              </Show>
            </div>
          </li>
        )}
      </For>
    </ol>
  );
}
