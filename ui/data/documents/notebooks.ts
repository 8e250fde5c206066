import { graphql, type ResultOf, type VariablesOf } from "../graphql.ts";
import { explanationFields } from "./explanation.ts";
import { idleFields, stopRecordFields } from "./idle.ts";

const notebookFields = graphql(
  `
  fragment NotebookFields on Notebook {
    id namespace name createdAt creator deletionRequestedAt state url serverType containers
    explanation { ...ExplanationFields }
    lastStop { ...StopRecordFields }
    idle { ...IdleFields }
    image { reference displayName description }
    resources {
      cpu { quantity value } memory { quantity value }
      cpuLimit { quantity value } memoryLimit { quantity value }
      accelerators { resource displayName count }
    }
    configurations hasSharedMemory
    volumes { mountPath readOnly claim isWorkspace }
    viewerCan {
      connect { isAllowed reason } stop { isAllowed reason } delete { isAllowed reason }
      readLogs { isAllowed reason } readEvents { isAllowed reason }
    }
  }
`,
  [explanationFields, idleFields, stopRecordFields],
);

/** The notebooks of a namespace, live. */
export const notebooksSubscription = graphql(
  `
  subscription Notebooks($namespace: ResourceName) {
    notebooks(namespace: $namespace) {
      revision reset inSync staleSince
      upserted { ...NotebookFields }
      removed { id cause }
    }
  }
`,
  [notebookFields],
);

/** What one may choose for a new notebook. */
export const notebookFormQuery = graphql(`
  query NotebookForm($namespace: ResourceName!) {
    notebookForm(namespace: $namespace) {
      namespace
      images {
        serverType displayName allowsCustom default isReadOnly
        options { reference displayName description isDeprecated }
      }
      cpu { default { quantity value } isReadOnly }
      memory { default { quantity value } isReadOnly }
      accelerators { options { resource displayName } default { resource count } isReadOnly }
      workspace {
        defaults { namePattern mountPath isExisting size { quantity value } accessMode storageClass } isReadOnly
      }
      dataVolumes { defaults { namePattern mountPath isExisting size { quantity value } } isReadOnly }
      configurations { options { key displayName description additions { kind name } unavailableReason } default isReadOnly }
      sharedMemory { default isReadOnly }
      problems { path message }
    }
  }
`);

/** Makes a notebook, or (dryRun) only says what would be wrong with it. */
export const createNotebookMutation = graphql(`
  mutation CreateNotebook($input: CreateNotebookInput!) {
    createNotebook(input: $input) {
      notebook { id name namespace }
      wasReplayed
      revision
      errors {
        __typename
        ... on UserError { code message nextStep path }
        ... on AlreadyExists { suggestion }
        ... on VolumeInUse { usedBy { kind name isRunning } }
        ... on PartlyDone { leftovers { kind namespace name } }
      }
    }
  }
`);

/** Stops notebooks; their files stay. */
export const stopNotebooksMutation = graphql(`
  mutation StopNotebooks($input: ActionInput!) {
    stopNotebooks(input: $input) { results { index errors { __typename ... on UserError { code message nextStep path } } } }
  }
`);

/** Starts notebooks that were stopped. */
export const startNotebooksMutation = graphql(`
  mutation StartNotebooks($input: ActionInput!) {
    startNotebooks(input: $input) { results { index errors { __typename ... on UserError { code message nextStep path } } } }
  }
`);

/** Restarts notebooks that run. */
export const restartNotebooksMutation = graphql(`
  mutation RestartNotebooks($input: ActionInput!) {
    restartNotebooks(input: $input) {
      results { index errors { __typename ... on UserError { code message nextStep path } } }
    }
  }
`);

/** Holds off that idle notebooks are stopped. */
export const keepNotebooksMutation = graphql(`
  mutation KeepNotebooks($input: KeepInput!) {
    keepNotebooks(input: $input) { results { index errors { __typename ... on UserError { code message nextStep path } } } }
  }
`);

/** Deletes notebooks, and where asked their workspace volumes. */
export const deleteNotebooksMutation = graphql(`
  mutation DeleteNotebooks($input: DeleteNotebooksInput!) {
    deleteNotebooks(input: $input) {
      results {
        index id
        errors {
          __typename
          ... on UserError { code message nextStep path }
          ... on VolumeInUse { usedBy { kind name isRunning } }
          ... on PartlyDone { leftovers { kind namespace name } }
        }
      }
    }
  }
`);

/** A notebook as the page holds it. */
export type Notebook = ResultOf<typeof notebooksSubscription>["notebooks"]["upserted"][number];
/** The ten states of anything that runs. */
export type RunState = Notebook["state"];
/** What one may choose for a new notebook. */
export type NotebookForm = ResultOf<typeof notebookFormQuery>["notebookForm"];
/** One thing that a configuration adds. */
export type ConfigurationAddition = NotebookForm["configurations"]["options"][number]["additions"][number];
/** What createNotebook takes. */
export type CreateNotebookInput = VariablesOf<typeof createNotebookMutation>["input"];
/** A refusal of createNotebook. */
export type CreateError = ResultOf<typeof createNotebookMutation>["createNotebook"]["errors"][number];
/** A refusal of deleteNotebooks. */
export type DeleteError = ResultOf<
  typeof deleteNotebooksMutation
>["deleteNotebooks"]["results"][number]["errors"][number];
