import { useLocation, usePreloadRoute, useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import { createPath, detailsPath } from "../../app/paths.ts";
import { useClock } from "../../clock/mod.ts";
import { type Notebook, type NotebooksFeed, useViewer } from "../../data/mod.ts";
import { lazyPart, useToast } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import { useNotebookCommands } from "./commands.ts";
import { createListModel, type ListModel } from "./list_model.ts";
import { EmptyList, NothingMatches } from "./list_notices.tsx";
import { type ListState, parseListState, toParams } from "./list_state.ts";
import { ListToolbar } from "./list_toolbar.tsx";
import { rowLinkId } from "./notebook_row.tsx";
import { NotebookTable } from "./notebook_table.tsx";

const DeleteDialog = lazyPart(() => import("./delete_dialog.tsx"));

/** The list of a namespace that can be seen. */
export function NotebookList(props: { feed: NotebooksFeed; namespace: string; whyFrozen: string | null }) {
  const { namespace } = useViewer();
  const { state, change } = useListState();
  const created = useCreated(props.feed);
  const model = createListModel(props.feed, state, created, useClock());
  const commands = useNotebookCommands(() => props.whyFrozen);
  const [asked, setAsked] = createSignal<Notebook | null>(null);
  const finishDelete = useFinishDelete(model);
  usePreloadWhenIdle(props.namespace);
  const isEmpty = () => props.feed.ids().length === 0 && model.rows().length === 0;
  return (
    <>
      <Show when={!isEmpty()} fallback={<EmptyList namespace={props.namespace} rights={namespace(props.namespace)} />}>
        <ListToolbar state={state()} model={model} onChange={change} />
        <Switch>
          <Match when={model.rows().length === 0}>
            <NothingMatches search={state().search} onClear={() => change({ search: "", filter: "all" })} />
          </Match>
          <Match when>
            <NotebookTable
              feed={props.feed}
              model={model}
              commands={commands}
              isFrozen={commands.frozen() !== null}
              onDelete={(notebook) => setAsked({ ...notebook })}
            />
          </Match>
        </Switch>
      </Show>
      <Show when={asked()} keyed>
        {(notebook) => (
          <DeleteDialog
            notebook={notebook}
            onClose={(isDeleted) => {
              setAsked(null);
              finishDelete(notebook, isDeleted);
            }}
          />
        )}
      </Show>
    </>
  );
}

/** Once the list stands, what may be asked for next is fetched: it then opens at once, also with the server away. */
function usePreloadWhenIdle(namespace: string) {
  const clock = useClock();
  const preloadRoute = usePreloadRoute();
  onMount(() =>
    onCleanup(
      clock.whenIdle(() => {
        DeleteDialog.preload();
        preloadRoute(createPath(namespace));
        preloadRoute(detailsPath(namespace, "any"));
      }),
    )
  );
}

/** What is shown, kept in the address. */
function useListState() {
  const [params, setParams] = useSearchParams<{ q?: string; state?: string }>();
  const state = createMemo(() => parseListState({ q: params.q, state: params.state }));
  // Back undoes a filter; it does not walk through each letter of a search.
  const change = (next: Partial<ListState>) =>
    setParams(toParams({ ...state(), ...next }), { replace: next.filter === undefined });
  return { state, change };
}

/** The id of the notebook that was just made (its name comes with the navigation); its row is given the focus once. */
function useCreated(feed: NotebooksFeed) {
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
  return (notebook: Notebook, isDeleted: boolean) => {
    const rows = model.rows();
    const at = rows.indexOf(notebook.id);
    if (!isDeleted) return focusSoon(`[aria-label="${texts.actions.more(notebook.name)}"]`);
    model.expectLeave(notebook.id);
    toast({ kind: "note", title: texts.remove.done(notebook.name) });
    const next = rows[at + 1] ?? rows[at - 1];
    focusSoon(next ? `#${CSS.escape(rowLinkId(next))}` : "main");
  };
}

function focusSoon(selector: string): void {
  queueMicrotask(() => document.querySelector<HTMLElement>(selector)?.focus());
}
