import { CLIENT_TOKEN_ANNOTATION, type KubeObject, stableHash } from "../../kube/mod.ts";

/** One intention of one caller, as it is written on what it creates: holds on every replica and after a restart. */
export interface TokenMark {
  /** Names (caller, mutation, token). */
  token: string;
  /** `<token>.<hash of the input>`. */
  annotation: string;
}

/** The mark of a client's token for this input; another caller's or mutation's token is another token. */
export function toTokenMark(caller: string, mutation: string, token: string, input: unknown): TokenMark {
  const hash = stableHash([caller, mutation, token]).slice(0, 32);
  return { token: hash, annotation: `${hash}.${stableHash(input).slice(0, 32)}` };
}

/** Whether an object was made by this token: with the same input, with another, or by something else. */
export function compareToken({ metadata }: KubeObject, mark: TokenMark | undefined): "same" | "other-input" | "none" {
  const written = metadata.annotations?.[CLIENT_TOKEN_ANNOTATION];
  if (!mark || !written) return "none";
  if (written === mark.annotation) return "same";
  return written.split(".")[0] === mark.token ? "other-input" : "none";
}
