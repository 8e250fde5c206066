import { graphql, type ResultOf } from "../graphql.ts";
import { explanationFields } from "./explanation.ts";

/** Whether something is idle, and when it stops for it. */
export const idleFields = graphql(`
  fragment IdleFields on IdleReport {
    verdict lastActivityAt stopsAt keepUntil keepUntilMax keepAtMost
    finding { reason message parameters { name value } }
    notes { reason message }
    evidence { source says lastActivityAt message }
  }
`);

/** Why something stopped the last time. */
export const stopRecordFields = graphql(
  `
  fragment StopRecordFields on StopRecord { at explanation { ...ExplanationFields } }
`,
  [explanationFields],
);

/** What is known of the use of something. */
export type IdleReport = ResultOf<typeof idleFields>;
/** Why something stopped the last time. */
export type StopRecord = ResultOf<typeof stopRecordFields>;
