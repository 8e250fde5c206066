import { type JSX, type ParentProps, Show } from "solid-js";
import type { Item, Runnable } from "../../data/mod.ts";
import { Amount, SentenceText, When } from "../../parts/mod.ts";
import { bytes, cores, texts } from "../../texts/mod.ts";
import { StartProgress } from "./start_progress.tsx";
import { currentStep } from "./start_steps.ts";

const words = texts.details;

/** A card of the overview. */
export function Card(props: ParentProps<{ title: string; isWide?: boolean }>) {
  return (
    <section class="card" classList={{ wide: props.isWide }}>
      <h2>{props.title}</h2>
      {props.children}
    </section>
  );
}

/** A term with what it means here; within a `dl`. */
export function PairRow(props: ParentProps<{ term: string }>): JSX.Element {
  return (
    <div class="pair-row">
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** The steps of a start, while it lasts. */
export function StartCard(props: { item: Runnable }) {
  return (
    <Show when={currentStep(props.item)}>
      <Card title={words.cards.steps} isWide>
        <StartProgress item={props.item} />
      </Card>
    </Show>
  );
}

/** Who made it and when; its children are more rows, before these. */
export function AboutCard(props: ParentProps<{ item: Item & { creator: string | null } }>) {
  return (
    <Card title={words.cards.about}>
      <dl>
        {props.children}
        <PairRow term={words.creator}>{props.item.creator ?? words.unknownCreator}</PairRow>
        <PairRow term={words.created}>
          <When at={props.item.createdAt} as="time" />
        </PairRow>
      </dl>
    </Card>
  );
}

type Asked = { quantity: string; value: number } | null;

interface ResourcesCardProps {
  of: { cpu: Asked; memory: Asked; cpuLimit: Asked; memoryLimit: Asked };
}

/** What a server has asked for, and at most gets. */
export function ResourcesCard(props: ParentProps<ResourcesCardProps>) {
  const limit = (amount: Asked, write: (value: number) => string) => (
    <Show when={amount}>
      {(known) => (
        <span class="muted">
          {", "}
          <SentenceText of={words.atMost(write(known().value))} />
        </span>
      )}
    </Show>
  );
  return (
    <Card title={words.cards.resources}>
      <dl>
        <PairRow term={words.cpu}>
          <Amount of={props.of.cpu} unit="cores" />
          {limit(props.of.cpuLimit, cores)}
        </PairRow>
        <PairRow term={words.memory}>
          <Amount of={props.of.memory} unit="bytes" />
          {limit(props.of.memoryLimit, bytes)}
        </PairRow>
        {props.children}
      </dl>
    </Card>
  );
}
