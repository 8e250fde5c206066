/** Of the three notebooks: whom somebody keeps, whom everybody leaves, and who computes. */
export const KEPT = "kept";
export const LEFT = "left";
export const BUSY = "busy";

/** Of the two TensorBoards: whom somebody looks at, and whom nobody does. */
export const WATCHED = "watched";
export const UNWATCHED = "unwatched";

/** What is written into `LEFT`, and has to be there after it was stopped. */
export const WRITTEN = "written before it was culled";

/** What `task dev` is started with. Half the idle time is grace after a start, and half is warning. */
export const CULLING = { ENABLE_CULLING: "true", CULL_IDLE_TIME: "24s", IDLENESS_CHECK_PERIOD: "1s" };
export const IDLE_MS = 24_000;

/** What the row of an idle notebook says; the times may come with a day. */
export const IDLE_IN_ROW = /Idle since .*\d\d:\d\d, stops .*\d\d:\d\d\./;
