import type { Kubectl } from "./kubectl.ts";

/** Requests that an apiserver has been asked since its start, by what they were: `LIST pods 200` → 12. */
export type RequestCounts = ReadonlyMap<string, number>;

/** Reads `apiserver_request_total`, as Kubernetes names it; requests for no resource (such as this one) are left out. */
export async function readRequestCounts(kubectl: Kubectl): Promise<RequestCounts> {
  const counts = new Map<string, number>();
  for (const line of (await kubectl.run(["get", "--raw", "/metrics"])).split("\n")) {
    const [, labels, value] = /^apiserver_request_total\{(.*)\} (\d+)/.exec(line) ?? [];
    if (labels === undefined) continue;
    const valueOf = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(labels)?.[1] ?? "";
    if (!valueOf("resource")) continue;
    const what = `${valueOf("verb")} ${valueOf("resource")} ${valueOf("code")}`.trim();
    counts.set(what, (counts.get(what) ?? 0) + Number(value));
  }
  if (counts.size === 0) {
    throw new Error("Cannot read the apiserver's requests: /metrics has no apiserver_request_total");
  }
  return counts;
}

/** What was asked between two readings, in words. */
export function requestsBetween(before: RequestCounts, after: RequestCounts): string[] {
  return [...after]
    .map(([what, count]) => ({ what, count: count - (before.get(what) ?? 0) }))
    .filter(({ count }) => count > 0)
    .map(({ what, count }) => `${count} × ${what}`);
}
