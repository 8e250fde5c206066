const ERROR = "__typename ... on UserError { code message path }";

/** Creates a notebook; says what was made, or typed errors. */
export const CREATE = `mutation ($input: CreateNotebookInput!) {
  createNotebook(input: $input) { wasReplayed revision notebook { id name state } errors { ${ERROR} } }
}`;

/** Deletes notebooks. */
export const DELETE = `mutation ($input: DeleteNotebooksInput!) {
  deleteNotebooks(input: $input) { results { index id errors { ${ERROR} } } }
}`;

/** Stops notebooks. */
export const STOP = `mutation ($input: ActionInput!) {
  stopNotebooks(input: $input) { results { index errors { ${ERROR} } } }
}`;

/** The notebooks of a namespace, once. */
export const LIST = `query ($namespace: ResourceName!) {
  notebooks(namespace: $namespace) { totalCount nodes { name state explanation { reason message } } }
}`;

/** One notebook, once. */
export const ONE = `query ($namespace: ResourceName!, $name: ResourceName!) {
  notebook(namespace: $namespace, name: $name) { name state explanation { reason message nextStep } }
}`;

/** The notebooks of a namespace, live. */
export const WATCH = `subscription ($namespace: ResourceName!) {
  notebooks(namespace: $namespace) { reset inSync upserted { name state } removed { id cause } }
}`;

/** One notebook until it is in one of the states. */
export const UNTIL = `subscription ($target: Target!, $until: [RunState!]) {
  notebook(target: $target, until: $until) { inSync upserted { name state explanation { reason message } } }
}`;
