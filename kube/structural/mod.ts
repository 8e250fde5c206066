/** Schemas at work, as an apiserver has them: unknown fields away, defaults in, and what is wrong in Kubernetes' words. */
export { fillDefaults } from "./fill_defaults.ts";
export { linkDefinitions } from "./link_definitions.ts";
export { prune } from "./prune.ts";
export { validate } from "./validate.ts";
export type { WalkOptions } from "./walk.ts";
