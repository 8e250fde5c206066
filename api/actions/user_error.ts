import type { PodDefaultField } from "../../kube/pod_defaults/mod.ts";
import { type Access, refusalWords } from "../access.ts";
import type { VolumeUse } from "../volumes/volume_users.ts";

/** What every expected failure of a mutation says. */
interface Said {
  message: string;
  nextStep?: string;
  /** Where in `input`; absent: the whole. */
  path?: string[];
}

export interface FieldError extends Said {
  type: "FieldError";
  code: "INVALID" | "READ_ONLY";
  allowed?: string[];
}
export interface AlreadyExists extends Said {
  type: "AlreadyExists";
  code: "ALREADY_EXISTS";
  suggestion?: string;
}
export interface NotFound extends Said {
  type: "NotFound";
  code: "NOT_FOUND";
}
export interface Forbidden extends Said {
  type: "Forbidden";
  code: "FORBIDDEN";
  verb: string;
  resource: string;
  namespace: string;
}
export interface Conflict extends Said {
  type: "Conflict";
  code: "CONFLICT" | "REPLACED";
}
export interface VolumeInUse extends Said {
  type: "VolumeInUse";
  code: "IN_USE";
  usedBy: VolumeUse[];
}
export interface ConfigurationConflict {
  kind: PodDefaultField;
  name: string;
  /** Names of configurations; `form` for what was chosen besides. */
  between: string[];
  message: string;
}
export interface ConfigurationsDisagree extends Said {
  type: "ConfigurationsDisagree";
  code: "CONFIGURATION_CONFLICT";
  conflicts: ConfigurationConflict[];
}
export interface PolicyRefusal extends Said {
  type: "PolicyRefusal";
  code: "REFUSED_BY_POLICY" | "QUOTA_EXCEEDED";
  policy: string;
  technical?: string;
}
export interface Leftover {
  kind: string;
  namespace: string;
  name: string;
}
export interface PartlyDone extends Said {
  type: "PartlyDone";
  code: "PARTLY_DONE";
  leftovers: Leftover[];
}
export interface TokenReused extends Said {
  type: "TokenReused";
  code: "TOKEN_REUSED";
}

export type CreateError =
  | FieldError
  | AlreadyExists
  | NotFound
  | Forbidden
  | VolumeInUse
  | ConfigurationsDisagree
  | PolicyRefusal
  | PartlyDone
  | TokenReused;
export type ActionError = FieldError | NotFound | Forbidden | Conflict | PolicyRefusal | TokenReused;
export type DeleteError = NotFound | Forbidden | Conflict | VolumeInUse | PolicyRefusal | PartlyDone;

/** The refusal of a right that the caller does not have in `namespace`. */
export function forbiddenError(access: Access, namespace: string, path?: string[]): Forbidden {
  const resource = access.subresource ? `${access.resource}/${access.subresource}` : access.resource;
  return {
    type: "Forbidden",
    code: "FORBIDDEN",
    message: refusalWords(access, namespace),
    nextStep: `Ask whoever manages ${namespace} for it.`,
    ...(path && { path }),
    verb: access.verb,
    resource,
    namespace,
  };
}

/** There is no such thing, or the caller may not see it; `word` is what people call it. */
export function notFound(word: string, namespace: string, name: string, path?: string[]): NotFound {
  return {
    type: "NotFound",
    code: "NOT_FOUND",
    message: `There is no ${word} ${name} in namespace ${namespace}.`,
    ...(path && { path }),
  };
}

/** That very object is gone, and another has its name. */
export function replaced(word: string, name: string, path?: string[]): Conflict {
  return {
    type: "Conflict",
    code: "REPLACED",
    message: `The ${word} ${name} that you mean is gone; another one has its name now.`,
    nextStep: "Look at the one that is there now, and choose again.",
    ...(path && { path }),
  };
}
