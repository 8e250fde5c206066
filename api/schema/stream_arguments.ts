import { builder } from "./builder.ts";
import { TargetInputRef } from "./target.ts";

/** Arguments of every stream of a list. */
export const LIST_STREAM_ARGUMENTS = builder.args((t) => ({
  namespace: t.field({ type: "ResourceName", description: "Only there." }),
  atLeast: t.field({ type: "Revision", description: "The snapshot waits until this state is reflected." }),
}));

/** Arguments of every stream of one object. */
export const ONE_STREAM_ARGUMENTS = builder.args((t) => ({
  target: t.field({ type: TargetInputRef, required: true, description: "Which." }),
  atLeast: t.field({ type: "Revision", description: "The first frame waits until this state is reflected." }),
}));

/** What every stream of a list says of itself. */
export const LIST_STREAM_WORDS =
  "A snapshot, then changes. Without `namespace`: all that the caller may watch. Ends with ACCESS_REVOKED when the " +
  "right to it is lost.";

/** What every stream of one object says of itself. */
export const ONE_STREAM_WORDS =
  "One object. With `until` the server completes the stream after the first in-sync frame whose state is listed, or " +
  "whose object is gone: `create → subscribe(atLeast: payload.revision, until: [RUNNING, FAILED, UNHEALTHY])` is " +
  'the whole of "wait until ready".';
