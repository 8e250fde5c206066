import { type KubeObject, type PvcViewer, REWRITE_URI_ANNOTATION } from "../../kube/mod.ts";
import { notebookPath } from "../../kube/explain/mod.ts";
import type { CulledKind } from "./subject.ts";

/** Where a tool is: its Service, and its path through a gateway and at the Service itself, both ending in `/`. */
export interface ToolAddress {
  readonly service: { readonly namespace: string; readonly name: string; readonly port: number };
  readonly routedPath: string;
  readonly ownPath: string;
}

/** Every Service of ours listens on it. */
const PORT = 80;

/** Where the tool of an object is; undefined for a viewer without networking, which has no Service. */
export function toolAddressOf(kind: CulledKind, object: KubeObject): ToolAddress | undefined {
  const { namespace = "", name, annotations = {} } = object.metadata;
  const at = (service: string, routedPath: string, rewrite = routedPath): ToolAddress => ({
    service: { namespace, name: service, port: PORT },
    routedPath,
    ownPath: rewrite.replace(/\/*$/, "/"),
  });
  switch (kind) {
    case "Notebook":
      return at(name, notebookPath(namespace, name), annotations[REWRITE_URI_ANNOTATION]);
    case "Tensorboard":
      return at(name, `/tensorboard/${namespace}/${name}/`, "/");
    case "PVCViewer": {
      const networking = (object as Partial<PvcViewer>).spec?.networking;
      if (!networking) return undefined;
      const { basePrefix = "", rewrite } = networking;
      return at(`pvcviewer-${name}`, `${basePrefix.replace(/\/*$/, "")}/${namespace}/${name}/`, rewrite);
    }
  }
}
