import { Show } from "solid-js";
import type { StopRecord } from "../../data/mod.ts";
import { ExplanationText, When } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import { Card, PairRow } from "./cards.tsx";
import { saysWhen, type Stoppable, toldStop } from "./told_stop.ts";

const words = texts.idle;

/** Why it stopped the last time, unless its state says the same. */
export function LastStopCard(props: { item: Stoppable }) {
  return (
    <Show when={toldStop(props.item)}>
      {(stop) => (
        <Card title={words.lastStop}>
          <p>
            <ExplanationText of={stop().explanation} />
          </p>
          <Show when={!saysWhen(stop())}>
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

/** The same as a row of a card about something else, of which nothing more is to be done; within a `dl`. */
export function LastStopRow(props: { of: StopRecord }) {
  return (
    <PairRow term={words.lastStop}>
      <ExplanationText of={props.of.explanation} next={null} />
      <Show when={!saysWhen(props.of)}>
        <span class="muted">
          {" "}
          <When at={props.of.at} as="time" />
        </span>
      </Show>
    </PairRow>
  );
}
