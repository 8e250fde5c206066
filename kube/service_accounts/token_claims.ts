import type { Caller } from "../access_review.ts";
import type { UntypedObject } from "../object.ts";
import { accountGroups, userNameOf } from "./account_name.ts";

/** Issuer of the tokens, and the audience that the apiserver itself is. */
export const TOKEN_ISSUER = "https://kubernetes.default.svc.cluster.local";
/** A pod's own token asks for this; it lives for a year, since old clients read it once and never again. */
const POD_TOKEN_SECONDS = 3607;
const YEAR_SECONDS = 365 * 86_400;
/** An object that is being deleted ends its tokens this long after its deletionTimestamp. */
const LEEWAY_MS = 60_000;

interface Reference {
  name: string;
  uid: string;
}

/** What the token of a ServiceAccount says. */
export interface TokenClaims {
  aud: string[];
  /** Seconds since 1970, as all instants here. */
  exp: number;
  iat: number;
  nbf: number;
  iss: string;
  jti: string;
  sub: string;
  "kubernetes.io": {
    namespace: string;
    serviceaccount: Reference;
    pod?: Reference;
    node?: Reference;
    warnafter?: number;
  };
}

/** What a token is bound to: it ends with its ServiceAccount, and with its pod. */
export interface TokenBinding {
  account: UntypedObject;
  pod?: UntypedObject;
  /** Of the pod. */
  node?: UntypedObject;
}

/** The claims of a new token. */
export function toTokenClaims(
  { account, pod, node }: TokenBinding,
  { audiences, expirationSeconds }: { audiences: string[]; expirationSeconds: number },
  { now, id }: { now: Date; id: string },
): TokenClaims {
  const seconds = Math.floor(now.getTime() / 1000);
  const { namespace = "", name } = account.metadata;
  const isExtended = pod !== undefined && expirationSeconds === POD_TOKEN_SECONDS &&
    audiences.every((each) => each === TOKEN_ISSUER);
  const times = { iat: seconds, nbf: seconds, exp: seconds + (isExtended ? YEAR_SECONDS : expirationSeconds) };
  return {
    ...{ aud: audiences, iss: TOKEN_ISSUER, jti: id, sub: userNameOf(namespace, name), ...times },
    "kubernetes.io": {
      namespace,
      serviceaccount: referenceTo(account),
      ...(pod && { pod: referenceTo(pod) }),
      ...(node && { node: referenceTo(node) }),
      ...(isExtended && { warnafter: seconds + expirationSeconds }),
    },
  };
}

const referenceTo = ({ metadata }: UntypedObject): Reference => ({ name: metadata.name, uid: metadata.uid ?? "" });

/** Why a token does not hold now, in Kubernetes' words; `find` answers the objects that are there. */
export function refuseClaims(
  claims: TokenClaims,
  find: (kind: "ServiceAccount" | "Pod", namespace: string, name: string) => UntypedObject | undefined,
  now: Date,
): string | undefined {
  const { namespace, serviceaccount, pod } = claims["kubernetes.io"];
  const seconds = now.getTime() / 1000;
  if (seconds > claims.exp + LEEWAY_MS / 1000) return "service account token has expired";
  if (seconds < claims.nbf - LEEWAY_MS / 1000) return "service account token is not valid yet";
  const account = find("ServiceAccount", namespace, serviceaccount.name);
  if (!account) return `serviceaccounts "${serviceaccount.name}" not found`;
  const { uid } = account.metadata;
  if (uid !== serviceaccount.uid) return `service account UID (${uid}) does not match claim (${serviceaccount.uid})`;
  if (isEnded(account, now)) return `service account ${namespace}/${serviceaccount.name} has been deleted`;
  const found = pod && find("Pod", namespace, pod.name);
  if (!pod) return undefined;
  if (!found || isEnded(found, now)) return "service account token has been invalidated";
  const actual = found.metadata.uid;
  return actual === pod.uid
    ? undefined
    : `pod UID (${actual}) does not match service account pod ref claim (${pod.uid})`;
}

function isEnded({ metadata: { deletionTimestamp } }: UntypedObject, now: Date): boolean {
  return deletionTimestamp !== undefined && Date.parse(deletionTimestamp) < now.getTime() - LEEWAY_MS;
}

/** Who asks with such a token. */
export function userOfClaims(claims: TokenClaims): Caller {
  const { namespace, serviceaccount, pod, node } = claims["kubernetes.io"];
  const facts = {
    "credential-id": `JTI=${claims.jti}`,
    "node-name": node?.name,
    "node-uid": node?.uid,
    "pod-name": pod?.name,
    "pod-uid": pod?.uid,
  };
  const known = Object.entries(facts).filter(([, value]) => value);
  return {
    name: userNameOf(namespace, serviceaccount.name),
    uid: serviceaccount.uid,
    groups: accountGroups(namespace),
    extra: Object.fromEntries(known.map(([key, value]) => [`authentication.kubernetes.io/${key}`, [value!]])),
  };
}
