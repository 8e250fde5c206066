import { Buffer } from "node:buffer";
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";

/** Signs tokens and knows its own signatures: ES256. */
export interface TokenKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** The `kid` of its tokens, as Kubernetes derives it from the public key. */
  readonly id: string;
}

/** A new private key, PEM. */
export function makeTokenKeyPem(): string {
  return generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({
    type: "pkcs8",
    format: "pem",
  }) as string;
}

/** The key of a PEM text. */
export function readTokenKey(pem: string): TokenKey {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(pem);
  const id = createHash("sha256").update(publicKey.export({ type: "spki", format: "der" })).digest("base64url");
  return { privateKey, publicKey, id };
}

/** A JWT of the claims. */
export function signToken(claims: object, { privateKey, id }: TokenKey): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const signed = `${encode({ alg: "ES256", kid: id })}.${encode(claims)}`;
  const signature = sign("sha256", Buffer.from(signed), { key: privateKey, dsaEncoding: "ieee-p1363" });
  return `${signed}.${signature.toString("base64url")}`;
}

/**
 * What a JWT claims, unproven; undefined where it is none. What its header says of the algorithm counts for nothing, so
 * that nobody can choose one.
 */
export function readClaims(token: string): object | undefined {
  const parts = token.split(".");
  if (parts.length !== 3) return undefined;
  try {
    const claims = JSON.parse(Buffer.from(parts[1], "base64url").toString());
    return typeof claims === "object" && claims !== null ? claims : undefined;
  } catch {
    return undefined;
  }
}

/** Whether this key signed the token. */
export function isSignedBy(token: string, { publicKey }: TokenKey): boolean {
  const end = token.lastIndexOf(".");
  const signature = Buffer.from(token.slice(end + 1), "base64url");
  const key = { key: publicKey, dsaEncoding: "ieee-p1363" as const };
  return signature.length === 64 && verify("sha256", Buffer.from(token.slice(0, end)), key, signature);
}
