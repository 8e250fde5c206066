import { graphql, type ResultOf, type VariablesOf } from "./graphql.ts";

const explanationFields = graphql(`
  fragment ExplanationFields on Explanation {
    reason message nextStep suggestions parameters { name value } severity since technical
  }
`);

const notebookFields = graphql(
  `
  fragment NotebookFields on Notebook {
    id namespace name createdAt creator deletionRequestedAt state url serverType containers
    explanation { ...ExplanationFields }
    image { reference displayName description }
    resources {
      cpu { quantity value } memory { quantity value }
      cpuLimit { quantity value } memoryLimit { quantity value }
    }
    volumes { mountPath readOnly claim isWorkspace }
    viewerCan {
      connect { isAllowed reason } stop { isAllowed reason } delete { isAllowed reason }
      readLogs { isAllowed reason } readEvents { isAllowed reason }
    }
  }
`,
  [explanationFields],
);

/** Who is looking, and at which namespaces they may look. */
export const viewerQuery = graphql(`
  query Viewer {
    viewer {
      name groups
      namespaces(first: 500) {
        nodes { id name displayName role isDeleting can { createNotebook { isAllowed reason } } }
      }
    }
  }
`);

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

/** What happened to a notebook and its parts, live. */
export const eventsSubscription = graphql(`
  subscription Events($of: ResourceTarget!) {
    events(of: $of, last: 200) {
      revision reset inSync staleSince
      upserted { id type reason message count firstAt lastAt kind name reporter }
      removed { id cause }
    }
  }
`);

/** The log of a notebook, live; `after` goes on where it was. */
export const logsSubscription = graphql(
  `
  subscription Logs($of: ResourceTarget!, $container: String, $tail: Int, $after: String, $previous: Boolean) {
    logs(of: $of, container: $container, tail: $tail, after: $after, previous: $previous, follow: true) {
      lines { at container text isTruncated }
      cursor inSync skippedBytes
      ended { ...ExplanationFields }
    }
  }
`,
  [explanationFields],
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
/** What a notebook or a log says about itself. */
export type Explanation = Notebook["explanation"];
/** The ten states of anything that runs. */
export type RunState = Notebook["state"];
/** One thing that happened. */
export type NotebookEvent = ResultOf<typeof eventsSubscription>["events"]["upserted"][number];
/** One line of a log. */
export type LogLine = ResultOf<typeof logsSubscription>["logs"]["lines"][number];
/** Who is looking. */
export type Viewer = ResultOf<typeof viewerQuery>["viewer"];
/** A namespace the viewer may see. */
export type Namespace = Viewer["namespaces"]["nodes"][number];
/** What one may choose for a new notebook. */
export type NotebookForm = ResultOf<typeof notebookFormQuery>["notebookForm"];
/** What createNotebook takes. */
export type CreateNotebookInput = VariablesOf<typeof createNotebookMutation>["input"];
/** A refusal of createNotebook. */
export type CreateError = ResultOf<typeof createNotebookMutation>["createNotebook"]["errors"][number];
/** A refusal of deleteNotebooks. */
export type DeleteError = ResultOf<
  typeof deleteNotebooksMutation
>["deleteNotebooks"]["results"][number]["errors"][number];
