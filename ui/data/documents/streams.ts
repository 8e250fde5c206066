import { graphql, type ResultOf, type VariablesOf } from "../graphql.ts";
import { explanationFields } from "./explanation.ts";

/** What happened to something and its parts, live. */
export const eventsSubscription = graphql(`
  subscription Events($of: ResourceTarget!) {
    events(of: $of, last: 200) {
      revision reset inSync staleSince
      upserted { id type reason message count firstAt lastAt kind name reporter }
      removed { id cause }
    }
  }
`);

/** The log of something that runs, live; `after` goes on where it was. */
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

/** What events and logs can be asked of. */
export type ResourceTarget = VariablesOf<typeof eventsSubscription>["of"];
/** One thing that happened. */
export type Occurrence = ResultOf<typeof eventsSubscription>["events"]["upserted"][number];
/** One line of a log. */
export type LogLine = ResultOf<typeof logsSubscription>["logs"]["lines"][number];
