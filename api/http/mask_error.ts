import { GraphQLError } from "graphql";
import type { Log } from "../../platform/log.ts";
import { ApiError } from "../../kube/mod.ts";

/** Makes what is told of an error: ours as it is, anything else as an id that the log explains. */
export function createErrorMask(log: Log, newId: () => string): (error: unknown) => GraphQLError {
  return (error) => {
    const cause = findCause(error);
    if (error instanceof GraphQLError && cause === undefined) return error;
    const id = newId();
    const { code, message } = describe(cause ?? error);
    log.error("Cannot answer an operation", { id, code, error: cause ?? error });
    const located = error instanceof GraphQLError ? { nodes: error.nodes, path: error.path } : {};
    return new GraphQLError(message, { ...located, extensions: { code, id } });
  };
}

/** The error that is no GraphQLError beneath a GraphQLError; undefined where there is none. */
function findCause(error: unknown): unknown {
  if (!(error instanceof GraphQLError)) return error;
  const inner = error.originalError ?? error.cause;
  return inner === undefined || inner === null ? undefined : findCause(inner);
}

function describe(error: unknown): { code: string; message: string } {
  if (isAway(error)) {
    return { code: "UNAVAILABLE", message: "Cannot do this now: Kubernetes does not answer. Try again." };
  }
  return { code: "INTERNAL", message: "Something went wrong here. Try again, or show the id to your admin." };
}

/** Whether the apiserver is away or overloaded; a TypeError with a cause is a connection that could not be had. */
function isAway(error: unknown): boolean {
  if (error instanceof ApiError) return error.code >= 500 || error.code === 429;
  if (error instanceof TypeError) return error.cause !== undefined;
  return error instanceof DOMException && (error.name === "TimeoutError" || error.name === "AbortError");
}
