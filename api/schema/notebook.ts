import type { Notebook } from "../../kube/mod.ts";
import { overlayTool } from "../../kube/explain/mod.ts";
import { ACCESS } from "../access.ts";
import {
  type Amount,
  containerNames,
  creatorOf,
  imageOf,
  type ResourceRequest,
  resourcesOf,
  serverTypeOf,
  type VolumeMount,
  volumeMountsOf,
} from "../notebook_view.ts";
import { idOf } from "../object_id.ts";
import { builder, guardedBy, perViewer } from "./builder.ts";
import { ExplanationRef, RunStateRef } from "./explanation.ts";
import { ImageReferenceRef } from "./image.ts";
import { NodeRef } from "./node.ts";
import { RunnablePermissionsRef } from "./runnable_permissions.ts";
import { ServerTypeRef } from "./server_type.ts";

const AmountRef = builder.objectRef<Amount>("Amount").implement({
  description: "A quantity with its number.",
  fields: (t) => ({
    quantity: t.expose("quantity", { type: "Quantity", description: "As people write it." }),
    value: t.exposeFloat("value", { description: "Cores, bytes or pieces." }),
  }),
});

const ResourceRequestRef = builder.objectRef<ResourceRequest>("ResourceRequest").implement({
  description: "What a server asks for, and what it may take at most.",
  fields: (t) => ({
    cpu: t.expose("cpu", { type: AmountRef, nullable: true, description: "Cores. Null: none asked for." }),
    memory: t.expose("memory", { type: AmountRef, nullable: true, description: "Bytes. Null: none asked for." }),
    cpuLimit: t.expose("cpuLimit", { type: AmountRef, nullable: true, description: "Cores at most. Null: no limit." }),
    memoryLimit: t.expose("memoryLimit", {
      type: AmountRef,
      nullable: true,
      description: "Bytes at most. Null: no limit.",
    }),
  }),
});

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
  interfaces: [NodeRef],
  extensions: guardedBy(ACCESS.getNotebook),
  fields: (t) => ({
    id: t.id({
      description: "Global, opaque: kind, namespace, name and UID. A re-created namesake has another id.",
      resolve: (notebook) => idOf("Notebook", notebook),
    }),
    namespace: t.field({
      type: "ResourceName",
      description: "Where it is.",
      resolve: ({ metadata }) => metadata.namespace ?? "",
    }),
    name: t.field({
      type: "ResourceName",
      description: "What it is called.",
      resolve: ({ metadata }) => metadata.name,
    }),
    createdAt: t.field({
      type: "DateTime",
      description: "When it was made.",
      resolve: ({ metadata }) => metadata.creationTimestamp ?? "1970-01-01T00:00:00Z",
    }),
    creator: t.string({
      nullable: true,
      description: "As recorded at creation; unverified when written by kubectl. Null: not recorded.",
      resolve: creatorOf,
    }),
    deletionRequestedAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "Null unless deletion was requested.",
      resolve: ({ metadata }) => metadata.deletionTimestamp,
    }),
    state: t.field({
      type: RunStateRef,
      description: "How it is, with what was asked of it since.",
      resolve: (notebook) => overlayTool(notebook).state,
    }),
    explanation: t.field({
      type: ExplanationRef,
      description: "Why it is so, and what to do.",
      resolve: (notebook) => overlayTool(notebook).explanation,
    }),
    url: t.field({
      type: "URL",
      nullable: true,
      description: "Null while it cannot be opened; `explanation` says why.",
      resolve: (notebook, _args, { toolOrigin }) => {
        const { url } = overlayTool(notebook);
        return url && toolOrigin + url;
      },
    }),
    serverType: t.field({ type: ServerTypeRef, description: "Which kind of server.", resolve: serverTypeOf }),
    image: t.field({
      type: ImageReferenceRef,
      description: "The image it runs.",
      resolve: (notebook) => ({ reference: imageOf(notebook) }),
    }),
    resources: t.field({ type: ResourceRequestRef, description: "What it asks for.", resolve: resourcesOf }),
    volumes: t.field({ type: [VolumeMountRef], description: "The volumes it mounts.", resolve: volumeMountsOf }),
    containers: t.stringList({
      description: "Containers whose logs exist, first the notebook's own.",
      resolve: containerNames,
    }),
    viewerCan: t.field({
      type: RunnablePermissionsRef,
      description: "What the caller may do with it.",
      extensions: perViewer,
      resolve: (notebook) => notebook,
    }),
  }),
});
