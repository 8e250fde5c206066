import { builder } from "./builder.ts";

/** Arguments of every list: where, and which page. */
export const LIST_ARGUMENTS = builder.args((t) => ({
  namespace: t.field({ type: "ResourceName", description: "Only there." }),
  first: t.int({ description: "This many from the beginning, or after `after`." }),
  after: t.string({ description: "A cursor of this order and filter." }),
  last: t.int({ description: "This many from the end, or before `before`." }),
  before: t.string({ description: "A cursor of this order and filter." }),
  atLeast: t.field({ type: "Revision", description: "Waits until this state is reflected." }),
}));

/** Arguments of a query for one object. */
export const PLACE_ARGUMENTS = builder.args((t) => ({
  namespace: t.field({ type: "ResourceName", required: true, description: "Where it is." }),
  name: t.field({ type: "ResourceName", required: true, description: "What it is called." }),
  atLeast: t.field({ type: "Revision", description: "Waits until this state is reflected." }),
}));

/** What every list says of itself. */
export const LIST_WORDS =
  "Without `namespace`: all that the caller may list. Forbidden in a named one is an error, not an empty list. Pages: " +
  "50 by default, 500 at most. Cursors are keyset (sort key + id, bound to orderBy and filter: another order is " +
  "refused), so a page never repeats or skips a row because others came or went.";

/** What every query for one object says of what it does not find. */
export const ABSENT_WORDS = "Null: gone, or not yours to see; the two cannot be told apart.";
