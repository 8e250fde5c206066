import type { Tensorboard } from "../../kube/mod.ts";
import { ACCESS } from "../access.ts";
import { formatDuration } from "../duration.ts";
import type { Noun } from "../nouns/noun.ts";
import { TENSORBOARD_NOUN } from "../nouns/tensorboard_noun.ts";
import { idOf } from "../object_id.ts";
import { imageOfTensorboard, type LogSource, resourcesOfTensorboard, sourcesOf } from "../tensorboard_view.ts";
import { builder, guardedBy, perViewer } from "./builder.ts";
import { ImageReferenceRef } from "./image.ts";
import { NodeRef } from "./node.ts";
import { ResourceRef } from "./resource.ts";
import { ResourceRequestRef } from "./resource_request.ts";
import { RunnableRef } from "./runnable.ts";
import { RunnablePermissionsRef } from "./runnable_permissions.ts";

const LABEL = "What TensorBoard calls it. Null: nothing was said; it is `logs` beside others.";

const VolumeLogSourceRef = builder.objectRef<LogSource & { kind: "volume" }>("VolumeLogSource").implement({
  description: "Logs on a volume.",
  fields: (t) => ({
    label: t.exposeString("label", { nullable: true, description: LABEL }),
    claim: t.expose("claim", { type: "ResourceName", description: "Name of the volume." }),
    path: t.exposeString("path", { description: "Folder on the volume; empty: all of it." }),
  }),
});

const ObjectStoreLogSourceRef = builder.objectRef<LogSource & { kind: "objectStore" }>("ObjectStoreLogSource")
  .implement({
    description: "Logs in an object store.",
    fields: (t) => ({
      label: t.exposeString("label", { nullable: true, description: LABEL }),
      url: t.exposeString("url", { description: "Where, such as `s3://bucket/runs`." }),
      credential: t.exposeString("credential", {
        nullable: true,
        description: "Name of the secret; its content is never served. Null: none is used.",
      }),
    }),
  });

const LogSourceRef = builder.unionType("LogSource", {
  description: "Where a TensorBoard reads logs from.",
  types: [VolumeLogSourceRef, ObjectStoreLogSourceRef],
  resolveType: ({ kind }) => kind === "volume" ? "VolumeLogSource" : "ObjectStoreLogSource",
});

/** A Tensorboard, as the store holds it. */
export const TensorboardRef = builder.objectRef<Tensorboard>("Tensorboard");

TensorboardRef.implement({
  description: "A TensorBoard on logs of one or more places.",
  interfaces: [NodeRef, ResourceRef, RunnableRef],
  extensions: guardedBy(ACCESS.tensorboards.get),
  fields: (t) => ({
    id: t.id({
      description: "Global, opaque: kind, namespace, name and UID. A re-created namesake has another id.",
      resolve: (tensorboard) => idOf("Tensorboard", tensorboard),
    }),
    sources: t.field({
      type: [LogSourceRef],
      description: "Where it reads logs from. Empty: it was made by other means and says nothing.",
      resolve: sourcesOf,
    }),
    image: t.field({
      type: ImageReferenceRef,
      nullable: true,
      description: "The image it runs. Null: the admin's.",
      resolve: (tensorboard) => {
        const reference = imageOfTensorboard(tensorboard);
        return reference === undefined ? null : { reference };
      },
    }),
    resources: t.field({
      type: ResourceRequestRef,
      description: "What it asks for itself; a part without a value is the admin's.",
      resolve: resourcesOfTensorboard,
    }),
    reloadInterval: t.field({
      type: "Duration",
      nullable: true,
      description: "How often new logs are read; `PT0S`: once, at the start. Null: TensorBoard's own.",
      resolve: ({ spec }) =>
        spec?.reloadIntervalSeconds === undefined ? null : formatDuration(spec.reloadIntervalSeconds),
    }),
    containers: t.stringList({
      description: "Containers whose logs exist, first TensorBoard's own.",
      resolve: (tensorboard) => [...TENSORBOARD_NOUN.server!.containersOf(tensorboard)],
    }),
    viewerCan: t.field({
      type: RunnablePermissionsRef,
      description: "What the caller may do with it.",
      extensions: perViewer,
      resolve: (object) => ({ noun: TENSORBOARD_NOUN as unknown as Noun, object }),
    }),
  }),
});
