/** Effects: the clipboard. */
import { createSignal } from "solid-js";
import { detailsPath } from "../../app/paths.ts";
import { type Fault, isCutOff, useConnection } from "../../connection/mod.ts";
import { type Notebook, type Refusal, useNotebookActions } from "../../data/mod.ts";
import { faultWords, useToast } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";

/** What can be done to a notebook from the page, with what is said when it fails. */
export interface NotebookCommands {
  /** Whether an answer is awaited for this notebook. */
  isBusy(id: string): boolean;
  stop(notebook: Notebook): Promise<void>;
  start(notebook: Notebook): Promise<void>;
  copyLink(notebook: Notebook): Promise<void>;
  /** Why nothing can be done now; null where things can. */
  frozen(): string | null;
}

/** The commands; `whyFrozen` says why nothing can be done in this place, null where things can. */
export function useNotebookCommands(whyFrozen: () => string | null): NotebookCommands {
  const { badge } = useConnection();
  const actions = useNotebookActions();
  const toast = useToast();
  const [busy, setBusy] = createSignal<ReadonlySet<string>>(new Set());

  const run = async (notebook: Notebook, action: () => Promise<Refusal | null>, failed: string) => {
    if (busy().has(notebook.id)) return;
    setBusy((before) => new Set(before).add(notebook.id));
    const refusal = await action();
    setBusy((before) => new Set([...before].filter((id) => id !== notebook.id)));
    if (!refusal) return;
    const words = "code" in refusal ? faultWords(refusal as Fault) : refusal;
    toast({ kind: "error", title: failed, detail: words.message, nextStep: words.nextStep });
  };
  return {
    isBusy: (id) => busy().has(id),
    stop: (notebook) => run(notebook, () => actions.stop(notebook.id), texts.actions.stopFailed(notebook.name)),
    start: (notebook) => run(notebook, () => actions.start(notebook.id), texts.actions.startFailed(notebook.name)),
    async copyLink({ namespace, name }) {
      const link = new URL(detailsPath(namespace, name), location.href).href;
      const isCopied = await navigator.clipboard.writeText(link).then(() => true, () => false);
      if (isCopied) toast({ kind: "note", title: texts.actions.linkCopied });
      else toast({ kind: "error", title: texts.actions.linkNotCopied, detail: link });
    },
    frozen: () => whyFrozen() ?? (isCutOff(badge()) ? texts.app.offlineRefusal : null),
  };
}
