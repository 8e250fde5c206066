import { createSignal, Show } from "solid-js";
import { type Notebook, useNotebookActions } from "../../data/mod.ts";
import { SentenceText } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import { DeleteDialog } from "../actions/delete_dialog.tsx";
import type { DeleteDialogProps } from "../noun_pages.ts";

const words = texts.notebooks.remove;

/** Asks before a notebook is deleted, and what is to become of its files. */
export default function DeleteNotebookDialog(props: DeleteDialogProps<Notebook>) {
  const actions = useNotebookActions();
  const [withWorkspace, setWithWorkspace] = createSignal(false);
  const workspace = () => props.item.volumes.find((volume) => volume.isWorkspace);
  const hasOthers = () => props.item.volumes.some((volume) => !volume.isWorkspace);
  return (
    <DeleteDialog
      name={props.item.name}
      what={hasOthers() ? `${words.what} ${words.othersStay}` : words.what}
      remove={() => actions.remove(props.item.id, withWorkspace())}
      onClose={props.onClose}
    >
      <Show when={workspace()}>
        {(volume) => (
          <fieldset class="plain">
            <legend>
              <SentenceText of={words.volumes(volume().claim)} />
            </legend>
            <Choice
              id="files-keep"
              label={words.keep}
              hint={words.keepWhat}
              isChosen={!withWorkspace()}
              onChoose={() => setWithWorkspace(false)}
            />
            <Choice
              id="files-remove"
              label={words.remove}
              hint={words.removeWhat}
              isChosen={withWorkspace()}
              onChoose={() => setWithWorkspace(true)}
            />
          </fieldset>
        )}
      </Show>
    </DeleteDialog>
  );
}

function Choice(props: { id: string; label: string; hint: string; isChosen: boolean; onChoose: () => void }) {
  return (
    <div class="radio">
      <input
        type="radio"
        name="files"
        id={props.id}
        checked={props.isChosen}
        aria-describedby={`${props.id}-hint`}
        onChange={() => props.onChoose()}
      />
      <label for={props.id}>{props.label}</label>
      <p class="hint" id={`${props.id}-hint`}>{props.hint}</p>
    </div>
  );
}
