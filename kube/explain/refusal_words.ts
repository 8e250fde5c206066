import type { Verdict } from "./explanation.ts";
import { asDetail, enumerate, resourceWord } from "./wording.ts";

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
  readName,
  readInvalid,
];

function readQuota(message: string): Verdict | undefined {
  const match = /exceeded quota: ([^,]+), requested: (.+?), used: (.+?), limited: (.+)$/s.exec(message);
  if (!match) return undefined;
  const [, quota, , used, limited] = match;
  const [resource, hard] = firstAmount(limited);
  return {
    reason: "QuotaExceeded",
    parameters: { quota, resource: resourceWord(resource), hard, used: firstAmount(used)[1] },
  };
}

/** A quota that counts what this does not say: `failed quota: q: must specify limits.cpu for: lab; requests.cpu for: lab`. */
function readUntoldSize(message: string): Omit<Verdict, "technical"> | undefined {
  const match = /failed quota: ([^:]+): must specify (.+)$/s.exec(message);
  if (!match) return undefined;
  const [, quota, untold] = match;
  const said = (limit: boolean) => {
    const names = [...untold.matchAll(/((?:requests|limits)\.)?([\w./-]+)(?: for: [^;]*)?(?:; ?|,|$)/g)];
    const of = names.filter(([, kind]) => (kind === "limits.") === limit).map(([, , name]) => resourceWord(name));
    return enumerate([...new Set(of)]);
  };
  const wants = [
    ...(said(false) ? [`how much ${said(false)} it needs`] : []),
    ...(said(true) ? [`how much ${said(true)} it may take at most`] : []),
  ];
  return { reason: "RefusedByPolicy", parameters: { detail: `${quota} wants it to say ${wants.join(", and ")}` } };
}

/** `requests.cpu=1,requests.memory=2Gi` → the first pair. */
function firstAmount(list: string): [string, string] {
  const [resource, amount = ""] = list.split(",")[0].split("=");
  return [resource.trim(), amount.trim()];
}

function readLimitRange(message: string): Verdict | undefined {
  const match = /maximum (\S+) usage per \S+ is ([^,]+), but (?:limit|request) is ([^,\]]+)/.exec(message);
  if (!match) return undefined;
  const [, resource, maximum, asked] = match;
  return {
    reason: "OverLimit",
    parameters: { resource: resourceWord(resource), maximum, asked: asked.replace(/\.$/, "") },
  };
}

/** `minimum cpu usage per Container is 100m, but request is 50m`, or a ratio of limit and request. */
function readOtherLimit(message: string): Verdict | undefined {
  const least = /minimum (\S+) usage per \S+ is ([^,]+), but (?:limit|request) is ([^,\]]+)/.exec(message);
  if (least) {
    const detail = `it asks for ${least[3].replace(/\.$/, "")} ${resourceWord(least[1])}, and ${least[2]} is the least`;
    return { reason: "RefusedByPolicy", parameters: { detail } };
  }
  const ratio = /(\S+) max limit to request ratio per \S+ is ([^,]+), but provided ratio is ([\d.]+\d)/.exec(message);
  if (!ratio) return undefined;
  const detail = `its limit of ${resourceWord(ratio[1])} is ${Number(ratio[3])} times what it asks for, and ${
    ratio[2]
  } is the most`;
  return { reason: "RefusedByPolicy", parameters: { detail } };
}

function readPodSecurity(message: string): Verdict | undefined {
  const match = /violates PodSecurity "([^":]+)[^"]*": (.*)$/s.exec(message);
  if (!match) return undefined;
  const violations = match[2].split(/\),\s*/).map((each) => each.replace(/\s*\(.*$/s, ""));
  return {
    reason: "RefusedByPolicy",
    parameters: { detail: asDetail(`security level ${match[1]} does not allow ${violations.join(", ")}`) },
  };
}

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
  const match = /serviceaccount "([^"]+)" not found/i.exec(message);
  return match
    ? { reason: "InvalidSpec", parameters: { detail: `no service account is named ${match[1]}` } }
    : undefined;
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
  const most = limit ? `at most ${limit.replace(/[\].,]+$/, "")}` : "less";
  return {
    reason: "InvalidSpec",
    parameters: { detail: `it asks for ${asked} ${resourceWord(resource)} and allows itself ${most}` },
  };
}

/** The apiserver's words where an applied body has a field that it does not know, such as one of a newer Kubernetes. */
function readUnknownField(message: string): Verdict | undefined {
  const match = /^failed to create typed patch object .*?\): (\S+): field not declared in schema/.exec(message);
  return match
    ? { reason: "InvalidSpec", parameters: { detail: `this cluster does not know ${match[1].split(".").at(-1)}` } }
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
