import { written } from "./report.ts";

/** One line of an apiserver's audit log, as far as it is read. */
export interface AuditEvent {
  auditID: string;
  stage: "ResponseStarted" | "ResponseComplete" | "Panic";
  verb: string;
  user: { username: string };
  objectRef?: { resource: string; subresource?: string; apiGroup?: string };
  responseStatus?: { code?: number };
  requestReceivedTimestamp: string;
}

/** What somebody asked of an apiserver. */
export interface RequestCounts {
  /** By what is written, such as `notebooks/status`, Events among them. */
  writes: Record<string, number>;
  /** By verb. */
  reads: Record<string, number>;
  /** Requests that were answered with 4xx or 5xx, among the above. */
  failed: number;
}

const READS = ["get", "list", "watch"];

/** What level of detail is logged of whose requests: all of `user`, and what others write. */
export function auditPolicy(user: string): unknown {
  return {
    apiVersion: "audit.k8s.io/v1",
    kind: "Policy",
    omitStages: ["RequestReceived"],
    rules: [
      { level: "Metadata", users: [user] },
      { level: "None", verbs: READS },
      { level: "None", resources: [{ group: "coordination.k8s.io", resources: ["leases"] }] },
      { level: "Metadata" },
    ],
  };
}

/** The events of a log in JSON lines; one that is still being written is left out. */
export function parseAuditLog(text: string): AuditEvent[] {
  return text.slice(0, text.lastIndexOf("\n") + 1).split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

/** Counts the requests that arrived from `from` on and before `until`, each once, whatever came of it. */
export function countRequests(
  events: readonly AuditEvent[],
  { of, from, until = new Date(8.64e15) }: { of: (username: string) => boolean; from: Date; until?: Date },
): RequestCounts {
  const counts: RequestCounts = { writes: {}, reads: {}, failed: 0 };
  const seen = new Set<string>();
  for (const event of events) {
    const at = Date.parse(event.requestReceivedTimestamp);
    if (!of(event.user.username) || at < from.getTime() || at >= until.getTime()) continue;
    // A watch is told when it opens and when it ends.
    if (seen.has(event.auditID)) continue;
    seen.add(event.auditID);
    const into = READS.includes(event.verb) ? counts.reads : counts.writes;
    const name = READS.includes(event.verb) ? event.verb : nameOf(event);
    into[name] = (into[name] ?? 0) + 1;
    if ((event.responseStatus?.code ?? 0) >= 400) counts.failed++;
  }
  return counts;
}

/** The sum of counts; `except` names what is counted apart. */
export function total(counts: Readonly<Record<string, number>>, except?: string): number {
  return Object.entries(counts).reduce((sum, [name, count]) => name === except ? sum : sum + count, 0);
}

/** In words: `200 events, 100 services`; `none`. */
export function listed(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).sort(([a], [b]) => a < b ? -1 : 1);
  return parts.map(([name, count]) => `${written(count)} ${name}`).join(", ") || "none";
}

function nameOf({ objectRef }: AuditEvent): string {
  if (!objectRef) return "other";
  return objectRef.subresource ? `${objectRef.resource}/${objectRef.subresource}` : objectRef.resource;
}
