import { graphql, type ResultOf, type VariablesOf } from "../graphql.ts";
import { explanationFields } from "./explanation.ts";
import { idleFields, stopRecordFields } from "./idle.ts";

const tensorboardFields = graphql(
  `
  fragment TensorboardFields on Tensorboard {
    id namespace name createdAt creator deletionRequestedAt state url containers reloadInterval
    explanation { ...ExplanationFields }
    lastStop { ...StopRecordFields }
    idle { ...IdleFields }
    sources {
      __typename
      ... on VolumeLogSource { label claim path }
      ... on ObjectStoreLogSource { label url credential }
    }
    image { reference displayName }
    resources {
      cpu { quantity value } memory { quantity value }
      cpuLimit { quantity value } memoryLimit { quantity value }
    }
    viewerCan {
      connect { isAllowed reason } stop { isAllowed reason } delete { isAllowed reason }
      readLogs { isAllowed reason } readEvents { isAllowed reason }
    }
  }
`,
  [explanationFields, idleFields, stopRecordFields],
);

/** The TensorBoards of a namespace, live. */
export const tensorboardsSubscription = graphql(
  `
  subscription Tensorboards($namespace: ResourceName) {
    tensorboards(namespace: $namespace) {
      revision reset inSync staleSince
      upserted { ...TensorboardFields }
      removed { id cause }
    }
  }
`,
  [tensorboardFields],
);

/** Makes a TensorBoard, or (dryRun) only says what would be wrong with it. */
export const createTensorboardMutation = graphql(`
  mutation CreateTensorboard($input: CreateTensorboardInput!) {
    createTensorboard(input: $input) {
      tensorboard { id name namespace }
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

/** Stops TensorBoards; the logs that they read stay. */
export const stopTensorboardsMutation = graphql(`
  mutation StopTensorboards($input: ActionInput!) {
    stopTensorboards(input: $input) {
      results { index errors { __typename ... on UserError { code message nextStep path } } }
    }
  }
`);

/** Starts TensorBoards that were stopped. */
export const startTensorboardsMutation = graphql(`
  mutation StartTensorboards($input: ActionInput!) {
    startTensorboards(input: $input) {
      results { index errors { __typename ... on UserError { code message nextStep path } } }
    }
  }
`);

/** Restarts TensorBoards that run. */
export const restartTensorboardsMutation = graphql(`
  mutation RestartTensorboards($input: ActionInput!) {
    restartTensorboards(input: $input) {
      results { index errors { __typename ... on UserError { code message nextStep path } } }
    }
  }
`);

/** Holds off that idle TensorBoards are stopped. */
export const keepTensorboardsMutation = graphql(`
  mutation KeepTensorboards($input: KeepInput!) {
    keepTensorboards(input: $input) { results { index errors { __typename ... on UserError { code message nextStep path } } } }
  }
`);

/** Deletes TensorBoards; the logs that they read stay. */
export const deleteTensorboardsMutation = graphql(`
  mutation DeleteTensorboards($input: DeleteInput!) {
    deleteTensorboards(input: $input) {
      results { index id errors { __typename ... on UserError { code message nextStep path } } }
    }
  }
`);

/** A TensorBoard as the page holds it. */
export type Tensorboard = ResultOf<typeof tensorboardsSubscription>["tensorboards"]["upserted"][number];
/** Where a TensorBoard reads logs from. */
export type LogSource = Tensorboard["sources"][number];
/** What createTensorboard takes. */
export type CreateTensorboardInput = VariablesOf<typeof createTensorboardMutation>["input"];
/** A refusal of createTensorboard. */
export type CreateTensorboardError = ResultOf<
  typeof createTensorboardMutation
>["createTensorboard"]["errors"][number];
