/** The frame around the pages: providers, bar, routes. */
export { App } from "./app.tsx";
export { useCurrentNamespace } from "./current_namespace.tsx";
export { NAMESPACE_CHOOSER_ID } from "./namespace_chooser.tsx";
export { createPath, detailsPath, listPath, type Noun } from "./paths.ts";
