import type { Verdict } from "./explanation.ts";
import { amountWord, enumerate, resourceWord } from "./wording.ts";

/** A quota that is used up. */
export function readQuota(message: string): Verdict | undefined {
  const match = /exceeded quota: ([^,]+), requested: (.+?), used: (.+?), limited: (.+)$/s.exec(message);
  if (!match) return undefined;
  const [, quota, requested, used, limited] = match;
  const [[resource, hard = ""]] = amountsIn(limited);
  const asked = amountsIn(requested).get(resource);
  return {
    reason: "QuotaExceeded",
    parameters: {
      ...{ quota, resource: resourceWord(resource), hard, used: amountsIn(used).get(resource) ?? "" },
      ...(asked ? { asked } : {}),
    },
  };
}

/** A quota that counts what this does not say: `failed quota: q: must specify limits.cpu for: lab; requests.cpu for: lab`. */
export function readUntoldSize(message: string): Verdict | undefined {
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

/** `requests.cpu=1,requests.memory=2Gi`, by resource. */
function amountsIn(list: string): Map<string, string> {
  return new Map(
    list.split(",").map((each) => {
      const [resource, amount = ""] = each.split("=");
      return [resource.trim(), amount.trim()];
    }),
  );
}

/** More than a rule of the namespace allows one to have. */
export function readLimitRange(message: string): Verdict | undefined {
  const match = /maximum (\S+) usage per \S+ is ([^,]+), but (?:limit|request) is ([^,\]]+)/.exec(message);
  if (!match) return undefined;
  const [, resource, maximum, asked] = match;
  return {
    reason: "OverLimit",
    parameters: { resource: resourceWord(resource), maximum, asked: asked.replace(/\.$/, "") },
  };
}

/** `minimum cpu usage per Container is 100m, but request is 50m`, or a ratio of limit and request. */
export function readOtherLimit(message: string): Verdict | undefined {
  const least = /minimum (\S+) usage per \S+ is ([^,]+), but (?:limit|request) is ([^,\]]+)/.exec(message);
  if (least) {
    const [, resource, minimum, asked] = least;
    const detail = `it asks for ${amountWord(resource, asked.replace(/\.$/, ""))} ${resourceWord(resource)}, and ${
      amountWord(resource, minimum)
    } is the least`;
    return { reason: "RefusedByPolicy", parameters: { detail } };
  }
  const ratio = /(\S+) max limit to request ratio per \S+ is ([^,]+), but provided ratio is ([\d.]+\d)/.exec(message);
  if (!ratio) return undefined;
  const detail = `it allows itself ${Number(ratio[3])} times the ${resourceWord(ratio[1])} that it asks for, and ${
    ratio[2]
  } times is the most`;
  return { reason: "RefusedByPolicy", parameters: { detail } };
}
