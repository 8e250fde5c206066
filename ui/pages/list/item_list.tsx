import { useLocation, usePreloadRoute, useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import { createPath, detailsPath } from "../../app/paths.ts";
import { useClock } from "../../clock/mod.ts";
import { type DeltaFeed, type Item, useViewer } from "../../data/mod.ts";
import { useToast } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import type { NounList } from "../noun_list.ts";
import { rowLinkId } from "./item_row.tsx";
import { ItemTable } from "./item_table.tsx";
import { createListModel, type ListModel } from "./list_model.ts";
import { EmptyList, NothingMatches } from "./list_notices.tsx";
import { type ListState, parseListState, toParams } from "./list_state.ts";
import { ListToolbar } from "./list_toolbar.tsx";

interface ItemListProps<Of extends Item> {
  noun: NounList<Of>;
  feed: DeltaFeed<Of>;
  namespace: string;
  whyFrozen: string | null;
}

/** The list of a namespace that can be seen. */
export function ItemList<Of extends Item>(props: ItemListProps<Of>) {
  const { noun, feed } = props;
  const { namespace } = useViewer();
  const filters = Object.keys(noun.filters);
  const { state, change } = useListState(filters);
  const model = createListModel(noun, feed, state, useCreated(feed), useClock());
  const actions = noun.useActions(() => props.whyFrozen);
  const [asked, setAsked] = createSignal<Of | null>(null);
  const finishDelete = useFinishDelete(model);
  usePreloadWhenIdle(noun, props.namespace);
  const isEmpty = () => feed.ids().length === 0 && model.rows().length === 0;
  const mayCreate = () => {
    const known = namespace(props.namespace);
    return known ? noun.mayCreate(known).isAllowed : true;
  };
  const empty = () => (
    <EmptyList noun={noun.noun} words={noun.words} namespace={props.namespace} mayCreate={mayCreate()} />
  );
  const clear = () => change({ search: "", filter: filters[0]! });
  const close = (item: Of, isDeleted: boolean) => {
    setAsked(null);
    finishDelete(item, isDeleted);
  };
  return (
    <>
      <Show when={!isEmpty()} fallback={empty()}>
        <ListToolbar words={noun.words} filters={filters} state={state()} model={model} onChange={change} />
        <Switch>
          <Match when={model.rows().length === 0}>
            <NothingMatches words={noun.words} search={state().search} onClear={clear} />
          </Match>
          <Match when>
            <ItemTable
              noun={noun}
              feed={feed}
              model={model}
              actions={actions}
              onDelete={(item) => setAsked(() => ({ ...item }))}
            />
          </Match>
        </Switch>
      </Show>
      <Show when={asked()} keyed>
        {(item) => <noun.DeleteDialog item={item} onClose={(isDeleted) => close(item, isDeleted)} />}
      </Show>
    </>
  );
}

/** Once the list stands, what may be asked for next is fetched: it then opens at once, also with the server away. */
function usePreloadWhenIdle<Of extends Item>({ noun, DeleteDialog }: NounList<Of>, namespace: string) {
  const clock = useClock();
  const preloadRoute = usePreloadRoute();
  onMount(() =>
    onCleanup(
      clock.whenIdle(() => {
        DeleteDialog.preload();
        preloadRoute(createPath(noun, namespace));
        preloadRoute(detailsPath(noun, namespace, "any"));
      }),
    )
  );
}

/** What is shown, kept in the address. */
function useListState(filters: readonly string[]) {
  const [params, setParams] = useSearchParams<{ q?: string; state?: string }>();
  const state = createMemo(() => parseListState({ q: params.q, state: params.state }, filters));
  // Back undoes a filter; it does not walk through each letter of a search.
  const change = (next: Partial<ListState>) =>
    setParams(toParams({ ...state(), ...next }, filters), { replace: next.filter === undefined });
  return { state, change };
}

/** The id of what was just made (its name comes with the navigation); its row is given the focus once. */
function useCreated(feed: DeltaFeed<Item>) {
  const location = useLocation<{ created?: string }>();
  const id = createMemo(() => {
    const name = location.state?.created;
    return name ? feed.items().find((each) => each.name === name)?.id ?? null : null;
  });
  createEffect(() => {
    const link = id();
    if (link) queueMicrotask(() => document.getElementById(rowLinkId(link))?.focus());
  });
  return id;
}

/** After the dialog: focus goes back to the row's menu, or to the next row where the row goes. */
function useFinishDelete(model: ListModel) {
  const toast = useToast();
  return (item: Item, isDeleted: boolean) => {
    const rows = model.rows();
    const at = rows.indexOf(item.id);
    if (!isDeleted) return focusSoon(`[aria-label="${texts.actions.more(item.name)}"]`);
    model.expectLeave(item.id);
    toast({ kind: "note", title: texts.remove.done(item.name) });
    const next = rows[at + 1] ?? rows[at - 1];
    focusSoon(next ? `#${CSS.escape(rowLinkId(next))}` : "main");
  };
}

function focusSoon(selector: string): void {
  queueMicrotask(() => document.querySelector<HTMLElement>(selector)?.focus());
}
