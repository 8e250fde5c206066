import { graphql, type ResultOf } from "../graphql.ts";

/** Why something is as it is. */
export const explanationFields = graphql(`
  fragment ExplanationFields on Explanation {
    reason message nextStep suggestions parameters { name value } severity since technical
  }
`);

/** What anything says about itself. */
export type Explanation = ResultOf<typeof explanationFields>;
