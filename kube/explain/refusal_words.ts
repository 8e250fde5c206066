import type { Verdict } from "./explanation.ts";
import { readLimitRange, readOtherLimit, readQuota, readUntoldSize } from "./limit_words.ts";
import { readPodSecurity } from "./pod_security_words.ts";
import { amountWord, asDetail, resourceWord } from "./wording.ts";

type Reading = (message: string) => Omit<Verdict, "technical"> | undefined;

/** Why the apiserver would not make a pod or a StatefulSet, read from its words. */
export function explainRefusal(message: string): Verdict {
  const technical = message;
  for (const read of READINGS) {
    const found = read(message);
    if (found) return { ...found, technical };
  }
  const detail = asDetail(message.replace(/^.*?\bis forbidden: /s, "").replace(/^.*?\bis invalid: /s, ""));
  return {
    reason: /\bforbidden\b/.test(message) ? "RefusedByPolicy" : "InvalidSpec",
    parameters: { detail },
    technical,
  };
}

const READINGS: readonly Reading[] = [
  readQuota,
  readUntoldSize,
  readLimitRange,
  readOtherLimit,
  readPodSecurity,
  readWebhookDown,
  readWebhook,
  readNoAddress,
  readAdmissionPolicy,
  readPriorityClass,
  readRuntimeClass,
  readServiceAccount,
  readUnknownMount,
  readLimitBelowRequest,
  readUnknownField,
  readTwice,
  readTimeLimit,
  readName,
  readInvalid,
];

function readWebhook(message: string): Verdict | undefined {
  const match = /admission webhook "([^"]+)" denied the request(?:: (.*)| without explanation)/s.exec(message);
  if (!match) return undefined;
  return { reason: "RefusedByPolicy", parameters: { detail: asDetail(`${match[1]} says ${match[2] ?? "no"}`) } };
}

/** An admission webhook that everything has to pass and that is down. */
function readWebhookDown(message: string): Verdict | undefined {
  const check = /failed calling webhook "([^"]+)"/.exec(message)?.[1];
  return check ? { reason: "CheckUnavailable", parameters: { check } } : undefined;
}

/** All addresses of Services are given out. */
function readNoAddress(message: string): Verdict | undefined {
  return /failed to allocate (?:a serviceIP|IP)|range is full/.test(message) ? { reason: "NoAddressFree" } : undefined;
}

function readAdmissionPolicy(message: string): Verdict | undefined {
  const match = /ValidatingAdmissionPolicy '([^']+)' .*?denied request: (.*)$/s.exec(message);
  return match
    ? { reason: "RefusedByPolicy", parameters: { detail: asDetail(`${match[1]} says ${match[2]}`) } }
    : undefined;
}

function readPriorityClass(message: string): Verdict | undefined {
  const match = /no PriorityClass with name (\S+) was found/.exec(message);
  return match
    ? { reason: "InvalidSpec", parameters: { detail: `no priority class is named ${match[1]}` } }
    : undefined;
}

function readRuntimeClass(message: string): Verdict | undefined {
  const match = /RuntimeClass "([^"]+)" not found/.exec(message);
  return match ? { reason: "InvalidSpec", parameters: { detail: `no runtime class is named ${match[1]}` } } : undefined;
}

function readServiceAccount(message: string): Verdict | undefined {
  const account = /serviceaccount "([^"]+)" not found/i.exec(message)?.[1];
  return account ? { reason: "AccountMissing", parameters: { account } } : undefined;
}

function readUnknownMount(message: string): Verdict | undefined {
  const match = /volumeMounts\[\d+\]\.name: Not found: "([^"]+)"/.exec(message);
  return match
    ? { reason: "InvalidSpec", parameters: { detail: `it mounts ${match[1]}, which is none of its volumes` } }
    : undefined;
}

function readLimitBelowRequest(message: string): Verdict | undefined {
  const match = /requests: Invalid value: "([^"]+)": must be less than or equal to (\S+) limit(?: of (\S+))?/.exec(
    message,
  );
  if (!match) return undefined;
  const [, asked, resource, limit] = match;
  const most = limit ? `at most ${amountWord(resource, limit.replace(/[\].,]+$/, ""))}` : "less";
  return {
    reason: "InvalidSpec",
    parameters: {
      detail: `it asks for ${amountWord(resource, asked)} ${resourceWord(resource)} and allows itself ${most}`,
    },
  };
}

/** The apiserver's words where an applied body has a field that it does not know, such as one of a newer Kubernetes. */
function readUnknownField(message: string): Verdict | undefined {
  const match = /^failed to create typed patch object .*?\): (\S+): field not declared in schema/.exec(message);
  return match
    ? { reason: "InvalidSpec", parameters: { detail: `this cluster does not know ${match[1].split(".").at(-1)}` } }
    : undefined;
}

/** Two of what Kubernetes tells apart by a name or a place, such as volumes. */
function readTwice(message: string): Omit<Verdict, "technical"> | undefined {
  const match = /([A-Za-z]+): duplicate entries for key \[(\w+)="([^"]*)"/.exec(message);
  if (!match) return undefined;
  const [, list, key, value] = match;
  return { reason: "InvalidSpec", parameters: { detail: `${list} has two with the ${key} ${value}` } };
}

function readTimeLimit(message: string): Verdict | undefined {
  return /activeDeadlineSeconds in \w+ is not Supported/i.test(message)
    ? {
      reason: "InvalidSpec",
      parameters: { detail: "it may have no time limit (activeDeadlineSeconds)" },
    }
    : undefined;
}

/** A name that a child cannot have: it is the notebook's own, which nobody can correct. */
function readName(message: string): Verdict | undefined {
  // From Kubernetes 1.36 on it says only what of the rule is broken.
  if (!/\bmetadata\.name: Invalid value: "[^"]*": (?:a (?:DNS-1035|lowercase RFC 1123) |must )/.test(message)) {
    return undefined;
  }
  const detail = "its name may hold only small letters, digits and hyphens, and must begin with a letter";
  return { reason: "InvalidSpec", parameters: { detail } };
}

/** `… is invalid: <field>: Invalid value: "2": must be …`, or several in brackets: the first one's words. */
function readInvalid(message: string): Verdict | undefined {
  const match = /\bis invalid: \[?(.*)$/s.exec(message);
  if (!match) return undefined;
  const first = match[1].split(/, (?=(?:spec|metadata)[.[])/)[0].replace(/\]$/, "");
  const field = /^((?:spec|metadata)[^:\s]*): (.*)$/s.exec(first);
  const detail = field ? `${lastPart(field[1])}: ${field[2]}` : first;
  return { reason: "InvalidSpec", parameters: { detail: asDetail(detail) } };
}

/** `spec.template.spec.containers[0].resources.requests` → `resources.requests`. */
function lastPart(field: string): string {
  return field.replace(/^spec\.template\.spec\./, "").replace(/^(?:init)?[cC]ontainers\[\d+\]\./, "");
}
