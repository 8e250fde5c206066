import type { Notebook } from "../../kube/mod.ts";
import { ACCESS } from "../access.ts";
import {
  containerNames,
  hasSharedMemory,
  imageOf,
  resourcesOf,
  serverTypeOf,
  type VolumeMount,
  volumeMountsOf,
} from "../notebook_view.ts";
import { configurationsOf } from "../configurations.ts";
import { NOTEBOOK_NOUN } from "../nouns/notebook_noun.ts";
import type { Noun } from "../nouns/noun.ts";
import { idOf } from "../object_id.ts";
import { builder, guardedBy, perViewer } from "./builder.ts";
import { ImageReferenceRef } from "./image.ts";
import { NodeRef } from "./node.ts";
import { ResourceRef } from "./resource.ts";
import { ResourceRequestRef } from "./resource_request.ts";
import { RunnableRef } from "./runnable.ts";
import { RunnablePermissionsRef } from "./runnable_permissions.ts";
import { ServerTypeRef } from "./server_type.ts";

const VolumeMountRef = builder.objectRef<VolumeMount>("VolumeMount").implement({
  description: "A volume as a server sees it.",
  fields: (t) => ({
    mountPath: t.exposeString("mountPath", { description: "Where its files are, in the server." }),
    readOnly: t.exposeBoolean("readOnly", { description: "Whether it can only be read." }),
    claim: t.expose("claim", { type: "ResourceName", description: "Name of the volume." }),
    isWorkspace: t.exposeBoolean("isWorkspace", { description: "Whether it holds the user's own files." }),
  }),
});

/** A notebook, as the store holds it. */
export const NotebookRef = builder.objectRef<Notebook>("Notebook");

NotebookRef.implement({
  description: "A server of a user's own, with its files.",
  interfaces: [NodeRef, ResourceRef, RunnableRef],
  extensions: guardedBy(ACCESS.notebooks.get),
  fields: (t) => ({
    id: t.id({
      description: "Global, opaque: kind, namespace, name and UID. A re-created namesake has another id.",
      resolve: (notebook) => idOf("Notebook", notebook),
    }),
    serverType: t.field({ type: ServerTypeRef, description: "Which kind of server.", resolve: serverTypeOf }),
    image: t.field({
      type: ImageReferenceRef,
      description: "The image it runs.",
      resolve: (notebook) => ({ reference: imageOf(notebook) }),
    }),
    resources: t.field({ type: ResourceRequestRef, description: "What it asks for.", resolve: resourcesOf }),
    volumes: t.field({ type: [VolumeMountRef], description: "The volumes it mounts.", resolve: volumeMountsOf }),
    hasSharedMemory: t.boolean({
      description: "Whether its processes share memory beyond the little that every server has.",
      resolve: hasSharedMemory,
    }),
    configurations: t.stringList({
      description: "Names of the configurations that select it, and change its server at the next start.",
      resolve: (notebook, _args, { stores }) => configurationsOf(notebook, stores.podDefaults),
    }),
    containers: t.stringList({
      description: "Containers whose logs exist, first the notebook's own.",
      resolve: containerNames,
    }),
    viewerCan: t.field({
      type: RunnablePermissionsRef,
      description: "What the caller may do with it.",
      extensions: perViewer,
      resolve: (object) => ({ noun: NOTEBOOK_NOUN as unknown as Noun, object }),
    }),
  }),
});
