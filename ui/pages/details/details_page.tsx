import { A, useParams } from "@solidjs/router";
import { createMemo, Match, Show, Switch } from "solid-js";
import { listPath } from "../../app/paths.ts";
import { useClock } from "../../clock/mod.ts";
import { isDenied } from "../../connection/mod.ts";
import type { DeltaFeed, Item } from "../../data/mod.ts";
import { createHeld, FaultNotice, Icon } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import type { NounDetails } from "../noun_details.ts";
import { usePageTitle } from "../page_title.ts";
import { ItemDetails } from "./item_details.tsx";
import "./details.css";

/** One thing of a noun, live, from the same subscription as the list. */
export function DetailsPage<Of extends Item>(props: { noun: NounDetails<Of> }) {
  const { noun, words, useFeed } = props.noun;
  const params = useParams<{ ns: string; name: string }>();
  const feed = useFeed(() => params.ns);
  usePageTitle(() => `${params.name} · ${params.ns}`);
  return (
    <>
      <A class="back" href={listPath(noun, params.ns)}>
        <Icon name="back" flips />
        {words.title}
      </A>
      <Show when={feed()} keyed>
        {(known) => <Known noun={props.noun} feed={known} namespace={params.ns} name={params.name} />}
      </Show>
    </>
  );
}

const PATIENCE_MS = 300;

interface KnownProps<Of extends Item> {
  noun: NounDetails<Of>;
  feed: DeltaFeed<Of>;
  namespace: string;
  name: string;
}

function Known<Of extends Item>(props: KnownProps<Of>) {
  const current = createMemo(() => props.feed.items().find((each) => each.name === props.name));
  /** The last that was known of it: shown, grey, once it is deleted. */
  const item = createMemo<Of | undefined>((before) => {
    const next = current();
    if (next) return next;
    return before?.name === props.name ? before : undefined;
  });
  const status = () => props.feed.status();
  const ended = () => {
    const now = status();
    return now.kind === "ended" ? now : null;
  };
  const isLong = createHeld(() => status().kind === "loading", PATIENCE_MS, useClock());
  return (
    <Switch>
      <Match when={item()}>
        {(known) => (
          <ItemDetails
            noun={props.noun}
            item={known()}
            isGone={!current() && status().kind === "ready"}
            ended={ended()}
            onLookAgain={() => props.feed.retry()}
          />
        )}
      </Match>
      <Match when={ended() && !isDenied(ended()!.fault)}>
        <FaultNotice fault={ended()!.fault} onRetry={() => props.feed.retry()} />
      </Match>
      <Match when={status().kind === "loading"}>
        <Show when={isLong()}>
          <p class="muted" role="status">{texts.app.connecting}</p>
        </Show>
      </Match>
      <Match when>
        <section class="empty">
          <h1>{texts.details.gone}</h1>
          <A class="button primary" href={listPath(props.noun.noun, props.namespace)}>{props.noun.words.backToList}</A>
        </section>
      </Match>
    </Switch>
  );
}
