import { createHash } from "node:crypto";
import type { KubeObject, ManagedFieldsEntry } from "../../kube/mod.ts";
import { CONTROLLER } from "../settings.ts";
import type { ChildKind } from "./child.ts";

/** What another controller may write beside us. */
export type Contested = ChildKind | "Status";

/** That another controller undid what we had written. */
export interface Rivalry {
  /** What we want, by `wantedHash`: with another wish it begins anew. */
  readonly wanted: string;
  /** Its field manager. */
  readonly manager: string;
  /** When it was first undone, in ms since 1970. */
  readonly sinceMs: number;
  /** Whether it was undone again so soon that we leave it as it is, until something else is wanted. */
  readonly isGivenUp: boolean;
}

/** What we wrote of one object, and who undid it; in memory alone. */
export interface WriteHistory {
  /** By `wantedHash`. */
  readonly written: Partial<Record<Contested, string>>;
  readonly rivalries: Partial<Record<Contested, Rivalry>>;
}

/** What is known of one thing that differs from what we want. */
export interface RivalryQuestion {
  readonly live: KubeObject;
  readonly subresource?: "status";
  readonly wanted: string;
  /** What we wrote last; undefined: nothing yet. */
  readonly written: string | undefined;
  readonly before: Rivalry | undefined;
}

/** Undone twice within this time, it is no accident. */
const TWICE_WITHIN_MS = 60_000;

/**
 * Whether something differs because another controller undoes what we write: we wrote this very wish, and it stands no
 * more. Once may be a person; twice within a minute is a controller, and correcting it would never end.
 */
export function judgeRivalry(question: RivalryQuestion, now: Date): Rivalry | undefined {
  const { wanted, written } = question;
  const before = question.before?.wanted === wanted ? question.before : undefined;
  if (before?.isGivenUp) return before;
  const manager = written === wanted ? whoUndid(question) : undefined;
  const isRecent = before !== undefined && now.getTime() - before.sinceMs < TWICE_WITHIN_MS;
  if (!manager) return isRecent ? before : undefined;
  if (isRecent) return { ...before, manager, isGivenUp: true };
  return { wanted, manager, sinceMs: now.getTime(), isGivenUp: false };
}

/** Times that we set ourselves say nothing of what is wanted. */
const TIMES = ["lastTransitionTime", "lastProbeTime", "since"];

/** Identifies what we want to stand, for a generation of the object. */
export function wantedHash(generation: number | undefined, body: unknown): string {
  // Each write is hashed, and our own bodies have their keys in one order: no need to sort them.
  return createHash("sha256").update(JSON.stringify([generation, withoutTimes(body)])).digest("base64");
}

function withoutTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTimes);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !TIMES.includes(key));
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutTimes(each)]));
}

/**
 * One that only removes what we wrote owns nothing and so has no entry; a child changes by a writer alone. A status may
 * differ by our own times, so there a foreign entry has to be the proof.
 */
function whoUndid(question: RivalryQuestion): string | undefined {
  return foreignManager(question) ?? (question.subresource ? undefined : "Somebody");
}

/** Who wrote last by Update, no earlier than we did; times are whole seconds. */
function foreignManager({ live, subresource }: RivalryQuestion): string | undefined {
  // A child's status is no business of ours, while its size is one that is written to `scale` too.
  const isOurs = (each: ManagedFieldsEntry) => (each.subresource === "status") === (subresource === "status");
  const entries = (live.metadata.managedFields ?? []).filter(isOurs);
  const timeOf = ({ time }: ManagedFieldsEntry) => Date.parse(time ?? "") || 0;
  const ours = Math.max(0, ...entries.filter((each) => each.manager === CONTROLLER).map(timeOf));
  const foreign = entries
    .filter((each) => each.manager !== CONTROLLER && each.operation === "Update" && timeOf(each) >= ours);
  return foreign.toSorted((a, b) => timeOf(b) - timeOf(a))[0]?.manager;
}
