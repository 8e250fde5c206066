import { Show } from "solid-js";
import type { Explanation, StopRecord } from "../../data/mod.ts";
import { ExplanationText, When } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import { Card, PairRow } from "./cards.tsx";

const words = texts.idle;

/** Why it stopped the last time, unless its state says the same. */
export function LastStopCard(props: { item: { explanation: Explanation; lastStop: StopRecord | null } }) {
  const told = () => {
    const { explanation, lastStop } = props.item;
    return lastStop && lastStop.explanation.reason !== explanation.reason ? lastStop : null;
  };
  return (
    <Show when={told()}>
      {(stop) => (
        <Card title={words.lastStop}>
          <p>
            <ExplanationText of={stop().explanation} />
          </p>
          <Show when={!saysWhen(stop().explanation)}>
            <dl>
              <PairRow term={words.lastStopAt}>
                <When at={stop().at} as="time" />
              </PairRow>
            </dl>
          </Show>
        </Card>
      )}
    </Show>
  );
}

/** Whether the sentence has the time in it. */
function saysWhen({ parameters }: Explanation): boolean {
  return parameters.some(({ name }) => name === "at");
}
