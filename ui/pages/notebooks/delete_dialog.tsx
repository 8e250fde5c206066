import { Dialog } from "@kobalte/core/dialog";
import { createSignal, For, Show } from "solid-js";
import { isCutOff, useConnection } from "../../connection/mod.ts";
import { type Notebook, type Refusal, useNotebookActions } from "../../data/mod.ts";
import { faultWords } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";

interface DeleteDialogProps {
  notebook: Notebook;
  /** Closed: deleted, or not. */
  onClose: (isDeleted: boolean) => void;
}

/** Asks before a notebook is deleted, and what is to become of its files. */
export default function DeleteDialog(props: DeleteDialogProps) {
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose(false)}>
      <Dialog.Portal>
        <Dialog.Overlay class="overlay" />
        <div class="dialog-place">
          <Dialog.Content class="dialog" onCloseAutoFocus={(event) => event.preventDefault()}>
            <Dialog.Title class="dialog-title">{texts.remove.title(props.notebook.name)}</Dialog.Title>
            <Dialog.Description>{texts.remove.what}</Dialog.Description>
            <DeleteForm {...props} />
          </Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog>
  );
}

function DeleteForm(props: DeleteDialogProps) {
  const { badge } = useConnection();
  const actions = useNotebookActions();
  const [withWorkspace, setWithWorkspace] = createSignal(false);
  const [isBusy, setBusy] = createSignal(false);
  const [refusals, setRefusals] = createSignal<readonly Refusal[]>([]);
  const hasWorkspace = () => props.notebook.volumes.some((volume) => volume.isWorkspace);
  const remove = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isBusy()) return;
    if (isCutOff(badge())) return setRefusals([{ message: texts.app.offlineRefusal, nextStep: null }]);
    setBusy(true);
    const refused = await actions.remove(props.notebook.id, withWorkspace());
    setBusy(false);
    setRefusals(refused.map((each) => "__typename" in each ? each : faultWords({ code: "", ...each })));
    if (refused.length === 0) props.onClose(true);
  };
  return (
    <form onSubmit={remove}>
      <Show when={hasWorkspace()}>
        <WorkspaceChoice withWorkspace={withWorkspace()} onChange={setWithWorkspace} />
      </Show>
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

function WorkspaceChoice(props: { withWorkspace: boolean; onChange: (withWorkspace: boolean) => void }) {
  return (
    <fieldset class="plain">
      <legend>{texts.remove.volumes}</legend>
      <div class="radio">
        <input
          type="radio"
          name="files"
          id="files-keep"
          checked={!props.withWorkspace}
          aria-describedby="files-keep-hint"
          onChange={() => props.onChange(false)}
        />
        <label for="files-keep">{texts.remove.keep}</label>
        <p class="hint" id="files-keep-hint">{texts.remove.keepWhat}</p>
      </div>
      <div class="radio">
        <input
          type="radio"
          name="files"
          id="files-remove"
          checked={props.withWorkspace}
          aria-describedby="files-remove-hint"
          onChange={() => props.onChange(true)}
        />
        <label for="files-remove">{texts.remove.remove}</label>
        <p class="hint" id="files-remove-hint">{texts.remove.removeWhat}</p>
      </div>
    </fieldset>
  );
}
