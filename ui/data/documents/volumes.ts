import { graphql, type ResultOf, type VariablesOf } from "../graphql.ts";
import { explanationFields } from "./explanation.ts";
import { idleFields, stopRecordFields } from "./idle.ts";

const volumeFields = graphql(
  `
  fragment VolumeFields on Volume {
    id namespace name createdAt creator deletionRequestedAt state accessModes
    explanation { ...ExplanationFields }
    requested { quantity value } capacity { quantity value }
    storageClass { name description }
    usedBy { kind name isRunning node readOnly }
    fileBrowser {
      state url explanation { ...ExplanationFields } lastStop { ...StopRecordFields } idle { ...IdleFields }
    }
    viewerCan { browse { isAllowed reason } delete { isAllowed reason } readEvents { isAllowed reason } }
  }
`,
  [explanationFields, idleFields, stopRecordFields],
);

/** The volumes of a namespace, live. */
export const volumesSubscription = graphql(
  `
  subscription Volumes($namespace: ResourceName) {
    volumes(namespace: $namespace) {
      revision reset inSync staleSince
      upserted { ...VolumeFields }
      removed { id cause }
    }
  }
`,
  [volumeFields],
);

/** What kinds of storage a new volume can be of. */
export const storageClassesQuery = graphql(`
  query StorageClasses($namespace: ResourceName!) {
    namespace(name: $namespace) { name storageClasses { name isDefault canExpand bindsOnFirstUse description } }
  }
`);

/** Makes a volume, or (dryRun) only says what would be wrong with it. */
export const createVolumeMutation = graphql(`
  mutation CreateVolume($input: CreateVolumeInput!) {
    createVolume(input: $input) {
      volume { id name namespace }
      wasReplayed
      revision
      errors {
        __typename
        ... on UserError { code message nextStep path }
        ... on AlreadyExists { suggestion }
      }
    }
  }
`);

/** Deletes volumes that nothing uses, with their files. */
export const deleteVolumesMutation = graphql(`
  mutation DeleteVolumes($input: DeleteInput!) {
    deleteVolumes(input: $input) {
      results {
        index id
        errors {
          __typename
          ... on UserError { code message nextStep path }
          ... on VolumeInUse { usedBy { kind name isRunning } }
        }
      }
    }
  }
`);

/** Opens what shows the files of a volume. */
export const openFileBrowserMutation = graphql(`
  mutation OpenFileBrowser($input: FileBrowserInput!) {
    openFileBrowser(input: $input) { errors { __typename ... on UserError { code message nextStep path } } }
  }
`);

/** Closes it. */
export const closeFileBrowserMutation = graphql(`
  mutation CloseFileBrowser($input: FileBrowserInput!) {
    closeFileBrowser(input: $input) { errors { __typename ... on UserError { code message nextStep path } } }
  }
`);

/** A volume as the page holds it. */
export type Volume = ResultOf<typeof volumesSubscription>["volumes"]["upserted"][number];
/** How a volume can be. */
export type VolumeState = Volume["state"];
/** Something that uses a volume. */
export type VolumeUse = NonNullable<Volume["usedBy"]>[number];
/** Who can use a volume at the same time. */
export type AccessMode = Volume["accessModes"][number];
/** A kind of storage. */
export type StorageClass = NonNullable<ResultOf<typeof storageClassesQuery>["namespace"]>["storageClasses"][number];
/** What createVolume takes. */
export type CreateVolumeInput = VariablesOf<typeof createVolumeMutation>["input"];
/** A refusal of createVolume. */
export type CreateVolumeError = ResultOf<typeof createVolumeMutation>["createVolume"]["errors"][number];
