/** The GraphQL API: `run` serves it, `createApi` is it without a listener, `printApiSchema` is `schema.graphql`. */
export type { Authentication, DevAuthentication, Identity } from "./authentication.ts";
export type { ImageGroup, ImageOption, NotebookFormSettings } from "./notebook_form.ts";
export { printApiSchema } from "./print_schema.ts";
export { type Api, type ApiConfig, createApi, run } from "./run.ts";
