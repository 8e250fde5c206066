import { GraphQLError } from "graphql";
import { notInstalledWords, type Store } from "../kube/mod.ts";
import { type Access, refusalWords } from "./access.ts";

/** What `extensions.code` may hold when a request fails as a whole. */
export type RequestErrorCode =
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "INVALID"
  | "TOO_COSTLY"
  | "RATE_LIMITED"
  | "UNAVAILABLE"
  | "NOT_INSTALLED"
  | "ACCESS_REVOKED"
  | "INTERNAL";

/** A failure of the request itself, told to the client as it is; everything else is masked. */
export function requestError(code: RequestErrorCode, message: string, options: { status?: number } = {}): GraphQLError {
  const http = options.status ? { http: { status: options.status } } : {};
  return new GraphQLError(message, { extensions: { code, ...http } });
}

/** The caller may not do `access` there. */
export function forbidden(access: Access, namespace?: string): GraphQLError {
  return requestError("FORBIDDEN", refusalWords(access, namespace));
}

/** What is asked for cannot be shown: its kind is not installed, or Kubernetes does not let this server see it. */
export function unseen({ type, refusal, isUnserved }: Pick<Store, "type" | "refusal" | "isUnserved">): GraphQLError {
  if (isUnserved) return requestError("NOT_INSTALLED", `${notInstalledWords(type)} Ask your admin to install it.`);
  const words =
    `Cannot show ${type.plural}: this server is not allowed to see them. Show this to your admin: ${refusal}`;
  return requestError("UNAVAILABLE", words);
}

/** Rejects with NOT_INSTALLED while nobody has installed the kind. */
export function requireServed(store: Pick<Store, "type" | "refusal" | "isUnserved">): void {
  if (store.isUnserved) throw unseen(store);
}

/** Said at the end of a stream whose caller has lost the right to it. */
export function accessRevoked(): GraphQLError {
  return requestError("ACCESS_REVOKED", "Cannot go on with this stream: your access to it has ended.");
}
