import type { GraphQLError } from "graphql";

/** Why a client must forget what it holds; the meaning of each is in schema.graphql. */
export type ResetReason = "INITIAL" | "GAP" | "SLOW_CONSUMER" | "ACCESS_CHANGED";

/** Why an object left the stream. */
export type RemovalCause = "DELETED" | "FILTERED" | "ACCESS_LOST";

/** An object that left, by its global id. */
export interface Removed {
  id: string;
  cause: RemovalCause;
}

/** What one message of a stream says: the `Delta` of the schema. */
export interface Frame<T> {
  revision: string;
  reset?: ResetReason;
  upserted: readonly T[];
  removed: readonly Removed[];
  inSync: boolean;
  staleSince?: Date;
}

/** What a stream yields: its messages, and last, where it ends for a reason, that reason. */
export type StreamItem<T> = { kind: "data"; data: T } | { kind: "ended"; error: GraphQLError };

/** The data of an item; throws the reason of the end, which makes it the `errors` of the last message. */
export function unwrapItem<T>(item: StreamItem<T>): T {
  if (item.kind === "ended") throw item.error;
  return item.data;
}
