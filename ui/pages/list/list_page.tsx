import { A, useLocation, useSearchParams } from "@solidjs/router";
import { createEffect, Match, Show, Switch } from "solid-js";
import { NAMESPACE_CHOOSER_ID } from "../../app/namespace_chooser.tsx";
import { useCurrentNamespace } from "../../app/current_namespace.tsx";
import { createPath } from "../../app/paths.ts";
import { useClock } from "../../clock/mod.ts";
import { isDenied } from "../../connection/mod.ts";
import { type DeltaFeed, type Item, useViewer } from "../../data/mod.ts";
import { createHeld, FaultNotice, Icon } from "../../parts/mod.ts";
import { plain, texts } from "../../texts/mod.ts";
import type { NounList } from "../noun_list.ts";
import { usePageTitle } from "../page_title.ts";
import { type EndedStatus, endWords } from "./end_words.ts";
import { ListNotice, Skeleton } from "./list_notices.tsx";
import { ItemList } from "./item_list.tsx";
import { useListKeys } from "./list_keys.ts";
import "./list.css";

/** The things of a noun in a namespace, live. */
export function ListPage<Of extends Item>(props: { noun: NounList<Of> }) {
  const noun = props.noun;
  const { name } = useCurrentNamespace();
  const { viewer, namespace } = useViewer();
  const feed = noun.useFeed(name);
  useNamespaceInAddress();
  usePageTitle(() => name() ? `${noun.words.title} · ${name()}` : noun.words.title);
  useListKeys(() => createPath(noun.noun, name()));
  // Until it is known who looks, the button is there; in a namespace that is not theirs to see it is not.
  const mayCreate = () => {
    const known = namespace(name());
    return known ? noun.mayCreate(known).isAllowed : !viewer();
  };
  return (
    <>
      <div class="title-row">
        <h1>{noun.words.title}</h1>
        <Show when={feed()?.ids().length}>
          <span class="count">{countText(noun, feed()!)}</span>
        </Show>
        <Show when={name() && mayCreate()}>
          <A class="button primary title-action" href={createPath(noun.noun, name())}>
            <Icon name="plus" />
            {noun.words.create}
          </A>
        </Show>
      </div>
      <Show when={viewer() && !name()}>
        <ListNotice says={[texts.list.noNamespaces]} next={texts.list.noNamespacesNext} />
      </Show>
      <Show when={feed()} keyed>{(known) => <FeedContent noun={noun} feed={known} namespace={name()!} />}</Show>
    </>
  );
}

function countText<Of extends Item>(noun: NounList<Of>, feed: DeltaFeed<Of>): string {
  const items = feed.items();
  return texts.list.count(items.length, items.filter(noun.needsAttention).length);
}

/** All of what is shown is in the address, so that it can be sent to somebody. */
function useNamespaceInAddress() {
  const { name } = useCurrentNamespace();
  const [params, setParams] = useSearchParams();
  const location = useLocation();
  createEffect(() => {
    if (name() && !params.ns) setParams({ ns: name() }, { replace: true, state: location.state ?? undefined });
  });
}

const SKELETON_AFTER_MS = 150;
const LONG_AFTER_MS = 5_000;

function FeedContent<Of extends Item>(props: { noun: NounList<Of>; feed: DeltaFeed<Of>; namespace: string }) {
  const clock = useClock();
  const status = () => props.feed.status();
  const ended = () => {
    const current = status();
    return current.kind === "ended" ? current : null;
  };
  const trouble = () => {
    const current = status();
    return current.kind === "loading" ? current.trouble : null;
  };
  const isWaiting = () => status().kind === "loading" && props.feed.ids().length === 0;
  const isSkeletonDue = createHeld(isWaiting, SKELETON_AFTER_MS, clock);
  const isLong = createHeld(isWaiting, LONG_AFTER_MS, clock);
  return (
    <Switch>
      <Match when={isWaiting()}>
        <Show when={isSkeletonDue()}>
          <Skeleton isLong={isLong() || trouble() !== null} trouble={trouble()} />
        </Show>
      </Match>
      <Match when={ended() && !ended()!.hadItems}>
        <NeverSeen ended={ended()!} feed={props.feed} namespace={props.namespace} />
      </Match>
      <Match when>
        <Show when={ended()}>{(end) => <Ended ended={end()} feed={props.feed} namespace={props.namespace} />}</Show>
        <ItemList
          noun={props.noun}
          feed={props.feed}
          namespace={props.namespace}
          whyFrozen={whyFrozen(ended(), props.namespace)}
        />
      </Match>
    </Switch>
  );
}

function whyFrozen(ended: EndedStatus | null, namespace: string): string | null {
  return ended ? plain(endWords(ended, namespace)) : null;
}

/** The list was seen and is not any more: it stays, grey, with the reason over it. */
function Ended(props: { ended: EndedStatus; feed: Pick<DeltaFeed<Item>, "retry">; namespace: string }) {
  const { reload } = useViewer();
  // What else the viewer may see has probably changed as well.
  createEffect(() => isDenied(props.ended.fault) && reload());
  return (
    <ListNotice says={endWords(props.ended, props.namespace)}>
      <button type="button" class="button" onClick={() => props.feed.retry()}>{texts.list.lookAgain}</button>
    </ListNotice>
  );
}

/** The list could not be had at all. */
function NeverSeen(props: { ended: EndedStatus; feed: Pick<DeltaFeed<Item>, "retry">; namespace: string }) {
  createEffect(() => {
    if (isDenied(props.ended.fault)) document.getElementById(NAMESPACE_CHOOSER_ID)?.focus();
  });
  return (
    <Show
      when={isDenied(props.ended.fault)}
      fallback={
        <FaultNotice
          fault={props.ended.fault}
          onRetry={() => props.feed.retry()}
        />
      }
    >
      <ListNotice says={texts.list.forbidden(props.namespace)} next={texts.list.forbiddenNext} />
    </Show>
  );
}
