/** Why a query, a mutation or a stream as a whole did not work (single refusals are typed errors of the schema). */
export interface Fault {
  /** `extensions.code` of the server, or `UNREACHABLE` where there was no answer. */
  code: string;
  message: string;
  nextStep: string | null;
}

/** Nothing came back: the server is down or the network is gone. */
export const UNREACHABLE = "UNREACHABLE";

/** Codes after which asking again would get the same answer. */
const FINAL_CODES: ReadonlySet<string> = new Set([
  "ACCESS_REVOKED",
  "BAD_USER_INPUT",
  "FORBIDDEN",
  "GRAPHQL_VALIDATION_FAILED",
  "INVALID",
  "NOT_FOUND",
  "NOT_INSTALLED",
  "SESSION_EXPIRED",
  "TOO_COSTLY",
  "UNAUTHENTICATED",
  "UNAUTHORIZED",
]);

/** Whether trying the same again is pointless until somebody changes something. */
export function isFinal(fault: Fault): boolean {
  return FINAL_CODES.has(fault.code);
}

/** Whether the caller has to sign in again. */
export function isSignedOut(fault: Fault): boolean {
  return fault.code === "SESSION_EXPIRED" || fault.code === "UNAUTHENTICATED" || fault.code === "UNAUTHORIZED";
}

/** Whether the caller lacks the right, from the start or since a moment ago. */
export function isDenied(fault: Fault): boolean {
  return fault.code === "ACCESS_REVOKED" || fault.code === "FORBIDDEN";
}

interface GraphqlErrorLike {
  message: string;
  extensions?: Record<string, unknown>;
}

/** The fault that the first of a result's GraphQL errors tells of. */
export function faultOfErrors(errors: readonly GraphqlErrorLike[]): Fault {
  const first = errors[0];
  const { code, nextStep } = first?.extensions ?? {};
  return {
    code: typeof code === "string" ? code : "INTERNAL",
    message: first?.message ?? "",
    nextStep: typeof nextStep === "string" ? nextStep : null,
  };
}

/** The fault for anything that was thrown, a closed socket included. */
export function faultOfThrown(thrown: unknown): Fault {
  if (Array.isArray(thrown)) return faultOfErrors(thrown);
  const closeCode = (thrown as { code?: unknown } | null)?.code;
  if (closeCode === 4401) return { code: "UNAUTHENTICATED", message: "", nextStep: null };
  return { code: UNREACHABLE, message: "", nextStep: null };
}
