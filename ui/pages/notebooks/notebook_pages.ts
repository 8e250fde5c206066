import { type Notebook, useNotebookActions, useNotebooks } from "../../data/mod.ts";
import { lazyPart } from "../../parts/mod.ts";
import { STATE_WORDS, texts } from "../../texts/mod.ts";
import { useRunnableActions } from "../actions/runnable_actions.tsx";
import type { NounPages } from "../noun_pages.ts";
import { shownState } from "../shown_state.ts";

/** Notebooks, as their pages see them. */
export const NOTEBOOKS: NounPages<Notebook> = {
  noun: "notebooks",
  words: texts.notebooks.words,
  stateWord: (item) => STATE_WORDS[shownState(item)],
  useFeed: useNotebooks,
  useActions: (whyFrozen) => useRunnableActions("notebooks", useNotebookActions(), whyFrozen, stopNote),
  DeleteDialog: lazyPart(() => import("./delete_dialog.tsx")),
  mayCreate: (namespace) => namespace.can.createNotebook,
};

/** A stop takes with it what is on no volume. */
function stopNote({ volumes }: Notebook): string | null {
  return volumes.length === 0 ? texts.notebooks.stopNote : null;
}
