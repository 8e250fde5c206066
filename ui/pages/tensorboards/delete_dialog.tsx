import { type Tensorboard, useTensorboardActions } from "../../data/mod.ts";
import { texts } from "../../texts/mod.ts";
import { DeleteDialog } from "../actions/delete_dialog.tsx";
import type { DeleteDialogProps } from "../noun_pages.ts";

/** Asks before a TensorBoard is deleted. */
export default function DeleteTensorboardDialog(props: DeleteDialogProps<Tensorboard>) {
  const actions = useTensorboardActions();
  return (
    <DeleteDialog
      name={props.item.name}
      what={texts.tensorboards.remove.what}
      remove={() => actions.remove(props.item.id)}
      onClose={props.onClose}
    />
  );
}
