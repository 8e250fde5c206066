import type { Caller } from "../access_review.ts";
import type { UntypedObject } from "../object.ts";
import { refuseClaims, TOKEN_ISSUER, type TokenClaims, userOfClaims } from "./token_claims.ts";
import { isSignedBy, readClaims, type TokenKey } from "./token_signature.ts";

/** Whom a token is of, and for which of the audiences that were asked for; or why it is not taken, in Kubernetes' words. */
export type TokenReading =
  | { kind: "holder"; user: Caller; audiences: string[] }
  | { kind: "refused"; why: string };

/** What a token is held against. */
export interface TokenCheck {
  key: TokenKey;
  now: Date;
  /** Who is asked to take the token; the apiserver itself by default. */
  audiences?: readonly string[];
  /** An object that is there. */
  find(kind: "ServiceAccount" | "Pod", namespace: string, name: string): UntypedObject | undefined;
}

/** Reads a bearer token, as the apiserver and TokenReviews do. */
export function readToken(token: string, { key, now, audiences = [], find }: TokenCheck): TokenReading {
  const claims = readClaims(token) as TokenClaims | undefined;
  if (claims?.iss !== TOKEN_ISSUER) return { kind: "refused", why: "invalid bearer token" };
  const refuse = (why: string): TokenReading => ({ kind: "refused", why: `[invalid bearer token, ${why}]` });
  if (!isSignedBy(token, key)) return refuse("go-jose/go-jose: error in cryptographic primitive");
  const targets = audiences.length > 0 ? audiences : [TOKEN_ISSUER];
  const shared = claims.aud.filter((each) => targets.includes(each));
  if (shared.length === 0) {
    return refuse(`token audiences ${inGo(claims.aud)} is invalid for the target audiences ${inGo(targets)}`);
  }
  const why = refuseClaims(claims, find, now);
  return why ? refuse(why) : { kind: "holder", user: userOfClaims(claims), audiences: shared };
}

const inGo = (list: readonly string[]) => `[${list.map((each) => JSON.stringify(each)).join(" ")}]`;
