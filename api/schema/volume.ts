import type { PersistentVolumeClaim, PvcViewer } from "../../kube/mod.ts";
import { overlayCulling, overlayTool } from "../../kube/explain/mod.ts";
import { ACCESS, type Access } from "../access.ts";
import { fromClaimModes } from "../access_mode.ts";
import type { ApiContext } from "../context.ts";
import { idOf } from "../object_id.ts";
import { toAmount } from "../resource_request.ts";
import { viewerOfClaim } from "../volumes/viewer_of_claim.ts";
import { volumeNow } from "../volumes/volume_now.ts";
import { usersOfClaim } from "../volumes/volume_users.ts";
import { builder, guardedBy, perViewer } from "./builder.ts";
import { ExplanationRef, RunStateRef } from "./explanation.ts";
import { IdleReportRef } from "./idle.ts";
import { AccessModeRef } from "./new_volume.ts";
import { NodeRef } from "./node.ts";
import { type Permission, PermissionRef, toPermission } from "./permission.ts";
import { ResourceRef } from "./resource.ts";
import { AmountRef } from "./resource_request.ts";
import { LAST_STOP, StopRecordRef } from "./stop_record.ts";
import { StorageClassRef } from "./storage_class.ts";
import { VolumeUseRef } from "./volume_use.ts";

/** How a volume is. */
export const VolumeStateRef = builder.enumType("VolumeState", {
  description: "How a volume is.",
  values: {
    READY: { description: "Can be used." },
    WAITING_FOR_FIRST_USE: { description: "Created on first use; nothing is wrong." },
    PROVISIONING: { description: "Its storage is being made." },
    EXPANDING: { description: "It grows." },
    LOST: { description: "Its storage is gone." },
    FAILED: { description: "Its storage will not be made until somebody changes something." },
    DELETING: { description: "Is being deleted." },
  } as const,
});

const FileBrowserRef = builder.objectRef<PvcViewer>("FileBrowser").implement({
  description: "The open file browser of a volume.",
  fields: (t) => ({
    state: t.field({ type: RunStateRef, description: "How it is.", resolve: (viewer) => overlayTool(viewer).state }),
    explanation: t.field({
      type: ExplanationRef,
      description: "Why it is so, and what to do.",
      resolve: (viewer) => overlayTool(viewer).explanation,
    }),
    lastStop: t.field({
      type: StopRecordRef,
      nullable: true,
      description: LAST_STOP.description,
      resolve: LAST_STOP.of,
    }),
    idle: t.field({
      type: IdleReportRef,
      nullable: true,
      description: "Whether it is idle and when it is closed for it. Null: nobody looks, since culling is off.",
      resolve: overlayCulling,
    }),
    url: t.field({
      type: "URL",
      nullable: true,
      description: "Null while it cannot be opened; `explanation` says why.",
      resolve: (viewer, _args, { toolOrigin }) => {
        const { url } = overlayTool(viewer);
        return url && toolOrigin + url;
      },
    }),
  }),
});

async function permit(claim: PersistentVolumeClaim, access: Access, { rights }: ApiContext): Promise<Permission> {
  const { namespace = "", name, deletionTimestamp } = claim.metadata;
  if (deletionTimestamp) return toPermission(false, `${name} is being deleted.`);
  const isAllowed = await rights.may(access, namespace);
  return toPermission(isAllowed, `You can only look in ${namespace}. Ask whoever manages it for more.`);
}

const VolumePermissionsRef = builder.objectRef<PersistentVolumeClaim>("VolumePermissions").implement({
  description: "What the caller may do with a volume.",
  fields: (t) => ({
    browse: t.field({
      type: PermissionRef,
      description: "Open its files in a browser.",
      resolve: (claim, _args, context) => permit(claim, ACCESS.viewers.create, context),
    }),
    delete: t.field({
      type: PermissionRef,
      description: "Delete it, while nothing uses it.",
      resolve: (claim, _args, context) => permit(claim, ACCESS.claims.delete, context),
    }),
    readEvents: t.field({
      type: PermissionRef,
      description: "Read its events.",
      resolve: async ({ metadata: { namespace = "" } }, _args, { rights }) =>
        toPermission(await rights.may(ACCESS.events.watch, namespace), `You may not see events in ${namespace}.`),
    }),
  }),
});

/** A volume, as the store holds it. */
export const VolumeRef = builder.objectRef<PersistentVolumeClaim>("Volume");

VolumeRef.implement({
  description: "Files that outlive what uses them.",
  interfaces: [NodeRef, ResourceRef],
  extensions: guardedBy(ACCESS.claims.get),
  fields: (t) => ({
    id: t.id({
      description: "Global, opaque: kind, namespace, name and UID. A re-created namesake has another id.",
      resolve: (claim) => idOf("PersistentVolumeClaim", claim),
    }),
    state: t.field({
      type: VolumeStateRef,
      description: "How it is.",
      resolve: (claim, _args, { stores }) => volumeNow(claim, stores).state,
    }),
    explanation: t.field({
      type: ExplanationRef,
      description: "Why it is so, and what to do.",
      resolve: (claim, _args, { stores }) => volumeNow(claim, stores).explanation,
    }),
    requested: t.field({
      type: AmountRef,
      description: "How much was asked for.",
      resolve: ({ spec }) => toAmount(spec?.resources?.requests?.storage) ?? { quantity: "0", value: 0 },
    }),
    capacity: t.field({
      type: AmountRef,
      nullable: true,
      description: "How much it holds. Null until its storage is made.",
      resolve: ({ status }) => toAmount(status?.capacity?.storage),
    }),
    accessModes: t.field({
      type: [AccessModeRef],
      description: "Who can use it at the same time; any of these.",
      resolve: ({ spec, status }) => fromClaimModes(status?.accessModes ?? spec?.accessModes),
    }),
    storageClass: t.field({
      type: StorageClassRef,
      nullable: true,
      description: "Its kind of storage. Null: the cluster's default was not set when it was made.",
      resolve: ({ spec }, _args, { stores }) => {
        const name = spec?.storageClassName;
        return name ? { name, storageClass: stores.storageClasses.get(name) } : null;
      },
    }),
    usedBy: t.field({
      type: [VolumeUseRef],
      nullable: true,
      description: "Everything that names it, running or stopped, but for its own file browser. Null only with an " +
        "entry in `errors`: who may not list pods may not see it.",
      extensions: guardedBy(ACCESS.pods.list),
      resolve: async ({ metadata: { namespace = "", name } }, _args, { rights, stores }) => {
        await rights.require(ACCESS.pods.list, namespace);
        return usersOfClaim(stores, { namespace, claim: name });
      },
    }),
    fileBrowser: t.field({
      type: FileBrowserRef,
      nullable: true,
      description: "Its file browser. Null: none is open, or it is not yours to see.",
      extensions: guardedBy(ACCESS.viewers.get),
      resolve: async ({ metadata }, _args, { rights, stores }) => {
        const viewer = viewerOfClaim(stores, metadata);
        return viewer && await rights.may(ACCESS.viewers.get, metadata.namespace) ? viewer : null;
      },
    }),
    viewerCan: t.field({
      type: VolumePermissionsRef,
      description: "What the caller may do with it.",
      extensions: perViewer,
      resolve: (claim) => claim,
    }),
  }),
});
