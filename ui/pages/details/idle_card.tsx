import { For, type ParentProps, Show } from "solid-js";
import { useNow } from "../../clock/mod.ts";
import type { IdleReport, Item } from "../../data/mod.ts";
import { SentenceText, When } from "../../parts/mod.ts";
import { evidenceSentence, type IdleAct, idleAct, idleSentence, readableInstants, texts } from "../../texts/mod.ts";
import { Card, PairRow } from "./cards.tsx";

const words = texts.idle;

/** Whether something is in use, on what evidence, and when it stops for it; its children are what to do about it. */
export function IdleCard(props: ParentProps<{ item: Item }>) {
  return (
    <Show when={props.item.idle}>
      {(report) => (
        <Card title={words.title}>
          <IdleWords report={report()} />
          {props.children}
        </Card>
      )}
    </Show>
  );
}

/** The report in one sentence; `act` where its card has another word for what becomes of it. */
export function IdleLine(props: { report: IdleReport; act?: IdleAct }) {
  const now = useNow();
  return (
    <p lang="en">
      <SentenceText of={idleSentence(props.report, now(), { act: props.act })} />
    </p>
  );
}

function IdleWords(props: { report: IdleReport }) {
  const now = useNow();
  return (
    <>
      <IdleLine report={props.report} />
      <dl>
        <Instant term={words.lastUsed} at={props.report.lastActivityAt} />
        <Instant term={words.keptUntil} at={props.report.keepUntil} />
        <Instant
          term={idleAct(props.report) === "is deleted" ? words.deletedAt : words.stopsAt}
          at={props.report.stopsAt}
        />
        <For each={props.report.evidence}>
          {(each) => (
            <PairRow term={words.sources[each.source] ?? each.source}>
              <span lang="en">{evidenceSentence(each, now())}</span>
            </PairRow>
          )}
        </For>
      </dl>
      <For each={props.report.notes}>
        {(note) => <p class="hint" lang="en">{readableInstants(note.message, now())}</p>}
      </For>
    </>
  );
}

function Instant(props: { term: string; at: string | null }) {
  return (
    <Show when={props.at}>
      {(at) => (
        <PairRow term={props.term}>
          <When at={at()} as="time" />
        </PairRow>
      )}
    </Show>
  );
}
