/** Effects: the clipboard. */
import { createSignal } from "solid-js";
import { detailsPath, type Noun } from "../../app/paths.ts";
import { type Fault, isCutOff, useConnection } from "../../connection/mod.ts";
import type { Item, Refusal } from "../../data/mod.ts";
import { faultWords, useToast } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";

/** What all actions on the things of a noun need. */
export interface Commands {
  /** Whether an answer is awaited for this one. */
  isBusy(id: string): boolean;
  /** Runs one action on one thing, unless another is on its way, and says `failed` with the reason when it is refused. */
  run(item: Item, action: () => Promise<Refusal | null>, failed: string): Promise<void>;
  copyLink(item: Item): Promise<void>;
  /** Why nothing can be done now; null where things can. */
  frozen(): string | null;
}

/** The commands; `whyFrozen` says why nothing can be done in this place, null where things can. */
export function useCommands(noun: Noun, whyFrozen: () => string | null): Commands {
  const { badge } = useConnection();
  const toast = useToast();
  const [busy, setBusy] = createSignal<ReadonlySet<string>>(new Set());
  return {
    isBusy: (id) => busy().has(id),
    async run({ id }, action, failed) {
      if (busy().has(id)) return;
      setBusy((before) => new Set(before).add(id));
      const refusal = await action();
      setBusy((before) => new Set([...before].filter((each) => each !== id)));
      if (!refusal) return;
      const words = refusalWords(refusal);
      toast({ kind: "error", title: failed, detail: words.message, nextStep: words.nextStep });
    },
    async copyLink({ namespace, name }) {
      const link = new URL(detailsPath(noun, namespace, name), location.href).href;
      const isCopied = await navigator.clipboard.writeText(link).then(() => true, () => false);
      if (isCopied) toast({ kind: "note", title: texts.actions.linkCopied });
      else toast({ kind: "error", title: texts.actions.linkNotCopied, detail: link });
    },
    frozen: () => whyFrozen() ?? (isCutOff(badge()) ? texts.app.offlineRefusal : null),
  };
}

/** A refusal in words; a fault of the whole request is one too. */
export function refusalWords(refusal: Refusal | Fault): Refusal {
  return "code" in refusal && !("__typename" in refusal) ? faultWords(refusal) : refusal;
}
