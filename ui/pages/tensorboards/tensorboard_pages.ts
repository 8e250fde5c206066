import { type Tensorboard, useTensorboardActions, useTensorboards } from "../../data/mod.ts";
import { lazyPart } from "../../parts/mod.ts";
import { STATE_WORDS, texts } from "../../texts/mod.ts";
import { useRunnableActions } from "../actions/runnable_actions.tsx";
import type { NounPages } from "../noun_pages.ts";
import { shownState } from "../shown_state.ts";

/** TensorBoards, as their pages see them. */
export const TENSORBOARDS: NounPages<Tensorboard> = {
  noun: "tensorboards",
  words: texts.tensorboards.words,
  stateWord: (item) => STATE_WORDS[shownState(item)],
  useFeed: useTensorboards,
  useActions: (whyFrozen) => useRunnableActions("tensorboards", useTensorboardActions(), whyFrozen),
  DeleteDialog: lazyPart(() => import("./delete_dialog.tsx")),
  mayCreate: (namespace) => namespace.can.createTensorboard,
};
