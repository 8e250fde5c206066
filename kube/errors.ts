/** The apiserver's `Status` object, as every failed request carries it. */
export interface Status {
  kind?: "Status";
  apiVersion?: "v1";
  status?: "Success" | "Failure";
  code: number;
  reason?: string;
  message?: string;
  /** Of a list that is Expired: where the rest of it can be had. */
  metadata?: { continue?: string };
  details?: {
    name?: string;
    group?: string;
    kind?: string;
    uid?: string;
    retryAfterSeconds?: number;
    causes?: { reason?: string; message?: string; field?: string }[];
  };
}

/** A request that the apiserver answered with a failure; `status` holds its words. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: Status;

  constructor(status: Status, options: ErrorOptions & { request?: string } = {}) {
    super(`${options.request ? `${options.request}: ` : ""}${status.message ?? status.reason ?? status.code}`, options);
    this.status = status;
  }

  get code(): number {
    return this.status.code;
  }
}

/**
 * A connection that says nothing any more: a request without an answer, a watch without a bookmark. A TypeError, as all
 * failures to reach a server are.
 */
export class SilenceError extends TypeError {
  override readonly name = "SilenceError";
}

/** A failure that another try cannot mend: a work queue drops the key until its object changes. */
export class TerminalError extends Error {
  override readonly name = "TerminalError";
}

/** 404. */
export const isNotFound = (error: unknown): error is ApiError => hasCode(error, 404);
/** 409 of an optimistic lock, an apply conflict, or a name that exists (see `isAlreadyExists`). */
export const isConflict = (error: unknown): error is ApiError => hasCode(error, 409);
/** 409 with reason AlreadyExists. */
export const isAlreadyExists = (error: unknown): error is ApiError =>
  hasCode(error, 409) && error.status.reason === "AlreadyExists";
/** 410: the resourceVersion is older than the server remembers. */
export const isGone = (error: unknown): error is ApiError => hasCode(error, 410);
/** 410, or a resourceVersion that the server has not reached: its data were restored from an older time. */
export function isHistoryLost(error: unknown): boolean {
  if (isGone(error)) return true;
  const causes = error instanceof ApiError ? error.status.details?.causes ?? [] : [];
  return causes.some(({ reason }) => reason === "ResourceVersionTooLarge");
}
/** 401. */
export const isUnauthorized = (error: unknown): error is ApiError => hasCode(error, 401);
/** 403. */
export const isForbidden = (error: unknown): error is ApiError => hasCode(error, 403);

/** For how long a 403 is taken for an apiserver that has just started: it forbids everything until it has read its roles. */
export const ROLES_READ_MS = 5_000;
/** The server's words where it forbids. */
export const forbiddenWords = (error: unknown): string | undefined =>
  isForbidden(error) ? error.status.message ?? "forbidden" : undefined;

function hasCode(error: unknown, code: number): error is ApiError {
  return error instanceof ApiError && error.code === code;
}
