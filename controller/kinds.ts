import { createNotebookKind } from "./notebook/notebook_kind.ts";
import { createPvcViewerKind } from "./pvcviewer/pvcviewer_kind.ts";
import type { ControllerSettings } from "./settings.ts";
import { createTensorboardKind } from "./tensorboard/tensorboard_kind.ts";
import type { ToolKind } from "./tool/tool_kind.ts";

/** All kinds that the controller looks after, by the plurals of their types. */
export function createKinds(settings: ControllerSettings): ReadonlyMap<string, ToolKind> {
  const kinds: ToolKind[] = [
    createNotebookKind(settings),
    createTensorboardKind(settings),
    createPvcViewerKind(settings),
  ];
  return new Map(kinds.map((each) => [each.type.plural, each]));
}
