import { ApiError } from "../../kube/mod.ts";
import {
  amountWord,
  messageOf,
  readLimitRange,
  readOtherLimit,
  readQuota,
  type Reason,
  REASONS,
} from "../../kube/explain/mod.ts";
import type { FieldError, NotFound, PolicyRefusal } from "./user_error.ts";

const WEBHOOK = /admission webhook "([^"]+)" denied the request:?\s*([^]*)/;
/** Such as one that its controller left behind. */
const WEBHOOK_AWAY = /failed calling webhook "([^"]+)"/;
const OUR_OWN_RIGHTS = /User "[^"]*" cannot \w+ resource/;

/**
 * What a refusal by the apiserver means to the user: a rule, a quota, a namespace that is not there, a value it does
 * not take. Undefined for whatever is no fault of the request (we lack a right, it is broken or away).
 */
export function explainRefusal(error: unknown): PolicyRefusal | FieldError | NotFound | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const { code, status } = error;
  const words = status.message ?? "";
  const webhook = WEBHOOK.exec(words);
  if (webhook) return refusal(webhook[1], webhook[2] || words, words);
  const away = WEBHOOK_AWAY.exec(words);
  if (away) {
    return { ...refusal(away[1], words, words), message: `A check that this has to pass does not answer: ${away[1]}.` };
  }
  if (code === 403) return explainForbidden(words, status.details?.causes?.[0]?.reason);
  if (code === 404 && status.details?.kind === "namespaces") return noNamespace(status.details.name);
  if (code === 422 || code === 400) return explainInvalid(error);
  return undefined;
}

function explainForbidden(words: string, cause: string | undefined): PolicyRefusal | FieldError | undefined {
  const limit = explainLimit(words);
  if (limit) return limit;
  if (cause === "NamespaceTerminating" || words.includes("is being terminated")) {
    return {
      type: "FieldError",
      code: "INVALID",
      message: "This namespace is being deleted.",
      nextStep: "Choose another namespace.",
      path: ["namespace"],
    };
  }
  return OUR_OWN_RIGHTS.test(words) ? undefined : refusal("admission", words, words);
}

/** A quota that is used up, or a rule for what one may ask for, in the words that a server has for it that cannot start. */
function explainLimit(words: string): PolicyRefusal | undefined {
  const limit = readQuota(words) ?? readLimitRange(words) ?? readOtherLimit(words);
  if (!limit) return explainFullQuota(words);
  const entry: Reason = REASONS[limit.reason];
  const { resource = "", quota = "limits", ...amounts } = limit.parameters ?? {};
  const readable = Object.entries(amounts).map(([name, value]) => [name, amountWord(resource, value)]);
  return {
    ...refusal(quota, words, words),
    code: limit.reason === "QuotaExceeded" ? "QUOTA_EXCEEDED" : "REFUSED_BY_POLICY",
    message: messageOf(entry, { ...limit.parameters, ...Object.fromEntries(readable) }),
    nextStep: entry.nextStepPattern,
  };
}

/** A quota of which no more is said. */
function explainFullQuota(words: string): PolicyRefusal | undefined {
  const quota = /exceeded quota: ([^,]+)/.exec(words)?.[1];
  return quota === undefined ? undefined : {
    ...refusal(quota, words, words),
    code: "QUOTA_EXCEEDED",
    message: `The quota ${quota} leaves no room for it.`,
    nextStep: "Stop something or ask for less.",
  };
}

function explainInvalid({ status }: ApiError): FieldError {
  const cause = status.details?.causes?.[0];
  const what = cause ? `${cause.field ?? "a value"}: ${cause.message ?? cause.reason}` : status.message ?? "a value";
  return { type: "FieldError", code: "INVALID", message: `Kubernetes does not accept this: ${what}.` };
}

function noNamespace(name: string | undefined): NotFound {
  return {
    type: "NotFound",
    code: "NOT_FOUND",
    message: `There is no namespace ${name ?? "of this name"}.`,
    nextStep: "Choose another namespace.",
    path: ["namespace"],
  };
}

function refusal(policy: string, what: string, technical: string): PolicyRefusal {
  return {
    type: "PolicyRefusal",
    code: "REFUSED_BY_POLICY",
    message: `A rule here refused it: ${what.trim().replace(/\.$/, "")}.`,
    nextStep: "Show this to your admin.",
    policy,
    technical,
  };
}
