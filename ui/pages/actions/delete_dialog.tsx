import { Dialog } from "@kobalte/core/dialog";
import { createSignal, For, type ParentProps, Show } from "solid-js";
import { isCutOff, useConnection } from "../../connection/mod.ts";
import type { Refusal } from "../../data/mod.ts";
import { texts } from "../../texts/mod.ts";
import type { Remove } from "../noun_pages.ts";
import { refusalWords } from "./commands.ts";

interface DeleteDialogProps {
  name: string;
  /** What goes away with it. */
  what: string;
  remove: Remove;
  /** Closed: deleted, or not. */
  onClose: (isDeleted: boolean) => void;
}

/** Asks before something is deleted; its children are what is to be chosen. */
export function DeleteDialog(props: ParentProps<DeleteDialogProps>) {
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose(false)}>
      <Dialog.Portal>
        <Dialog.Overlay class="overlay" />
        <div class="dialog-place">
          <Dialog.Content class="dialog" onCloseAutoFocus={(event) => event.preventDefault()}>
            <Dialog.Title class="dialog-title">{texts.remove.title(props.name)}</Dialog.Title>
            <Dialog.Description>{props.what}</Dialog.Description>
            <DeleteForm {...props} />
          </Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog>
  );
}

function DeleteForm(props: ParentProps<DeleteDialogProps>) {
  const { badge } = useConnection();
  const [isBusy, setBusy] = createSignal(false);
  const [refusals, setRefusals] = createSignal<readonly Refusal[]>([]);
  const remove = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isBusy()) return;
    if (isCutOff(badge())) return setRefusals([{ message: texts.app.offlineRefusal, nextStep: null }]);
    setBusy(true);
    const refused = await props.remove();
    setBusy(false);
    setRefusals(refused.map(refusalWords));
    if (refused.length === 0) props.onClose(true);
  };
  return (
    <form onSubmit={remove}>
      {props.children}
      <div role="alert">
        <Show when={refusals().length > 0}>
          <div class="notice" data-tone="error">
            <strong>{texts.remove.failed}</strong>
            <For each={refusals()}>
              {(refusal) => (
                <p>
                  {refusal.message} <em>{refusal.nextStep}</em>
                </p>
              )}
            </For>
          </div>
        </Show>
      </div>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={() => props.onClose(false)}>{texts.remove.cancel}</button>
        <button type="submit" class="button danger" aria-busy={isBusy()}>{texts.remove.confirm}</button>
      </div>
    </form>
  );
}
