import { failure } from "../../kube/failure.ts";
import { readImpersonation } from "../../kube/impersonation.ts";
import { answerTokenRequest, readToken, type TokenReading } from "../../kube/service_accounts/mod.ts";
import type { UntypedObject } from "../../kube/object.ts";
import { authorize } from "./authorization.ts";
import type { Front } from "./handler.ts";
import { getObject } from "./reads.ts";
import type { Identity, RequestInfo } from "./request_info.ts";
import { keyIn } from "./storage.ts";

/**
 * Who a request is to be answered as: the identity that its connection proved, else the holder of its bearer token, or
 * the one whom they impersonate. Throws 401 where there is none, 403 for whom they must not impersonate.
 */
export function authenticate(front: Front, headers: Headers, identity: Identity | undefined): Identity {
  const sender = withEverybody(identity ?? holderOf(front, headers.get("authorization") ?? ""));
  const impersonation = readImpersonation(headers);
  if (!impersonation) return sender;
  for (const { resource: plural, subresource = "", namespace = "", name = "", ...check } of impersonation.checks) {
    authorize(front.storage, sender, { ...check, plural, subresource, namespace, name });
  }
  return impersonation.user;
}

/** In the group that holds whoever is authenticated. */
export const withEverybody = (user: Identity): Identity => ({
  ...user,
  groups: [...new Set([...user.groups, "system:authenticated"])],
});

function holderOf(front: Front, authorization: string): Identity {
  const [scheme, token] = authorization.trim().split(/\s+/);
  const reading = scheme.toLowerCase() === "bearer" && token ? checkToken(front, token) : undefined;
  if (reading?.kind === "holder") return reading.user;
  if (reading) front.log.debug("refused a bearer token", { why: reading.why });
  throw failure(401, "Unauthorized", "Unauthorized");
}

/** Whom a token is of, now. */
export function checkToken({ storage, clock, tokenKey }: Front, token: string, audiences?: string[]): TokenReading {
  const find = (kind: string, namespace: string, name: string) =>
    storage.get(kind === "Pod" ? "pods" : "serviceaccounts", keyIn(namespace, name));
  return readToken(token, { key: tokenKey, now: clock.now(), audiences, find });
}

/** POST serviceaccounts/token. */
export function issueToken(front: Front, { namespace, name }: RequestInfo, request: UntypedObject): UntypedObject {
  const { storage, clock, tokenKey, registry } = front;
  const account = getObject(front, registry.byKind("v1", "ServiceAccount")!, namespace, name);
  const find = (kind: string, name: string) =>
    kind === "Pod" ? storage.get("pods", keyIn(namespace, name)) : storage.get("nodes", name);
  return answerTokenRequest(request, account, { key: tokenKey, now: clock.now(), find });
}
