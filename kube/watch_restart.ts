import { ApiError, isHistoryLost, SilenceError } from "./errors.ts";

/** Why a watch was opened again: `ended` is the server's usual time limit, everything else a fault. */
export type RestartCause =
  | "ended"
  | "expired"
  | "silent"
  | "unauthorized"
  | "forbidden"
  | "not_served"
  | "refused"
  | "throttled"
  | "server_error"
  | "connection"
  | "unreadable";

const CAUSES_BY_CODE: Readonly<Record<number, RestartCause>> = {
  400: "refused",
  401: "unauthorized",
  403: "forbidden",
  404: "not_served",
  422: "refused",
  429: "throttled",
};

/** Names what ended a request of a watch: nothing but the server's time, or a failure. */
export function restartCause(error: Error | undefined): RestartCause {
  if (!error) return "ended";
  if (isHistoryLost(error)) return "expired";
  if (error instanceof ApiError) return CAUSES_BY_CODE[error.code] ?? "server_error";
  if (error instanceof SilenceError) return "silent";
  return error instanceof TypeError ? "connection" : "unreadable";
}
