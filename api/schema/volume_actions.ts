import { ACCESS } from "../access.ts";
import { createVolume } from "../actions/create_volume.ts";
import { deleteVolumes } from "../actions/delete_volumes.ts";
import { closeFileBrowser, type FileBrowserPayload, openFileBrowser } from "../actions/file_browser.ts";
import { DeleteInputRef, DeletePayloadRef, DELETION_WORDS } from "./actions.ts";
import { builder, guardedBy } from "./builder.ts";
import { createCreatePayload } from "./create_payload.ts";
import { NewVolumeInput } from "./new_volume.ts";
import { TargetInputRef } from "./target.ts";
import { ActionErrorRef } from "./user_error.ts";
import { VolumeRef } from "./volume.ts";

const CreateVolumeInput = builder.inputType("CreateVolumeInput", {
  description:
    "A volume to be made. (caller, mutation, clientToken) names one intention, kept on what is created: the same token " +
    "and input give the same object, with `wasReplayed`; another input gives TokenReused.",
  fields: (t) => ({
    namespace: t.field({ type: "ResourceName", required: true, description: "Where." }),
    volume: t.field({ type: NewVolumeInput, required: true, description: "What to make." }),
    dryRun: t.boolean({ required: true, defaultValue: false, description: "Checks everything, makes nothing." }),
    clientToken: t.field({ type: "ClientToken", description: "Makes it safe to send this again." }),
  }),
});

const FileBrowserInput = builder.inputType("FileBrowserInput", {
  description: "Whose file browser.",
  fields: (t) => ({
    volume: t.field({ type: TargetInputRef, required: true, description: "Of which volume." }),
    clientToken: t.field({
      type: "ClientToken",
      description: "Accepted so that a client may send one with everything; this may be sent again without, too.",
    }),
  }),
});

const FileBrowserPayloadRef = builder.objectRef<FileBrowserPayload>("FileBrowserPayload").implement({
  description: "What became of opening or closing a file browser.",
  fields: (t) => ({
    volume: t.expose("volume", {
      type: VolumeRef,
      nullable: true,
      description: "The volume; its `fileBrowser` follows with `revision`. Null: it failed.",
    }),
    errors: t.expose("errors", { type: [ActionErrorRef], description: "Why it failed; empty: it did not." }),
    revision: t.expose("revision", {
      type: "Revision",
      nullable: true,
      description: "For the next `atLeast`: read or wait for your own write. Null: it failed.",
    }),
  }),
});

builder.mutationField("createVolume", (t) =>
  t.field({
    type: createCreatePayload("Volume", VolumeRef, "volume"),
    description: "Makes a volume.",
    extensions: guardedBy(ACCESS.claims.create),
    args: { input: t.arg({ type: CreateVolumeInput, required: true, description: "What to make." }) },
    resolve: (_root, { input }, context) => createVolume(context, input),
  }));

builder.mutationField("deleteVolumes", (t) =>
  t.field({
    type: DeletePayloadRef,
    description:
      `Deletes volumes with their files. One that anything names, running or stopped, is VolumeInUse; its own file ` +
      `browser is closed first, which also needs delete on pvcviewers. ${DELETION_WORDS}`,
    extensions: guardedBy(ACCESS.claims.delete),
    args: { input: t.arg({ type: DeleteInputRef, required: true, description: "Which." }) },
    resolve: (_root, { input }, context) => deleteVolumes(context, input),
  }));

builder.mutationField("openFileBrowser", (t) =>
  t.field({
    type: FileBrowserPayloadRef,
    description: "Opens the file browser of a volume; one that is open already is a success. It is there when " +
      "`Volume.fileBrowser.url` is. Also needs get on persistentvolumeclaims.",
    extensions: guardedBy(ACCESS.viewers.create),
    args: { input: t.arg({ type: FileBrowserInput, required: true, description: "Of which volume." }) },
    resolve: (_root, { input }, context) => openFileBrowser(context, input.volume),
  }));

builder.mutationField("closeFileBrowser", (t) =>
  t.field({
    type: FileBrowserPayloadRef,
    description:
      "Closes the file browser of a volume; one that is not open is a success. Also needs get on persistentvolumeclaims.",
    extensions: guardedBy(ACCESS.viewers.delete),
    args: { input: t.arg({ type: FileBrowserInput, required: true, description: "Of which volume." }) },
    resolve: (_root, { input }, context) => closeFileBrowser(context, input.volume),
  }));
