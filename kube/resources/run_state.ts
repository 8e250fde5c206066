/** States of anything with a server in it; the meaning of each is in `explain/reasons.ts` and in schema.graphql. */
export const RUN_STATES = [
  "STARTING",
  "WAITING",
  "RUNNING",
  "UNHEALTHY",
  "RESTARTING",
  "STOPPING",
  "STOPPED",
  "FAILED",
  "DELETING",
  "UNKNOWN",
] as const;
export type RunState = (typeof RUN_STATES)[number];
