import { useVolumeActions, type Volume } from "../../data/mod.ts";
import { texts } from "../../texts/mod.ts";
import { DeleteDialog } from "../actions/delete_dialog.tsx";
import type { DeleteDialogProps } from "../noun_pages.ts";

/** Asks before a volume is deleted; while something uses it, the server refuses and says what. */
export default function DeleteVolumeDialog(props: DeleteDialogProps<Volume>) {
  const actions = useVolumeActions();
  return (
    <DeleteDialog
      name={props.item.name}
      what={texts.volumes.remove.what}
      remove={() => actions.remove(props.item.id)}
      onClose={props.onClose}
    />
  );
}
