import type { CullingNow } from "../../kube/explain/mod.ts";
import { type CullingStatus, parseInstant } from "../../kube/mod.ts";
import { formatDuration } from "../duration.ts";
import { builder } from "./builder.ts";
import { ExplanationParameterRef } from "./explanation.ts";

const IdleVerdictEnum = builder.enumType("IdleVerdict", {
  description: "What comes of whether something is used.",
  values: {
    KEEP: { description: "It is in use, exempt, or held off." },
    UNKNOWN: { description: "Nobody can say whether it is in use: it is not stopped for it." },
    IDLE: { description: "Nobody uses it; its time runs." },
    WARN: { description: "Its time runs out soon." },
    CULL: { description: "Its time has run out." },
  } as const,
});
type IdleVerdict = typeof IdleVerdictEnum.$inferType;

interface Finding {
  reason: string;
  message: string;
  parameters?: Readonly<Record<string, string>>;
}

const IdleFindingRef = builder.objectRef<Finding>("IdleFinding").implement({
  description: "Something that was found, with its sentence.",
  fields: (t) => ({
    reason: t.expose("reason", { type: "ReasonCode", description: "The code under which `Query.reasons` has it." }),
    message: t.exposeString("message", { description: "One English sentence, without relative times." }),
    parameters: t.field({
      type: [ExplanationParameterRef],
      description: "Values in the sentence; `idleTime` comes with what is idle.",
      resolve: ({ parameters = {} }) => Object.entries(parameters).map(([name, value]) => ({ name, value })),
    }),
  }),
});

type Evidence = NonNullable<CullingStatus["evidence"]>[number];
const SAYS = { active: "ACTIVE", "idle-since": "IDLE_SINCE", none: "NONE", unknown: "UNKNOWN" } as const;

const IdleEvidenceSaysEnum = builder.enumType("IdleEvidenceSays", {
  description: "What one source says.",
  values: {
    ACTIVE: { description: "It is in use." },
    IDLE_SINCE: { description: "It was used last at `lastActivityAt`." },
    NONE: { description: "There is nothing of what it knows about, such as terminals." },
    UNKNOWN: { description: "It cannot say." },
  } as const,
});

const IdleEvidenceRef = builder.objectRef<Evidence>("IdleEvidence").implement({
  description: "What one source said the last time that it said something else.",
  fields: (t) => ({
    source: t.exposeString("source", { description: "Who was asked, such as `jupyter/kernels` or `prometheus`." }),
    says: t.field({ type: IdleEvidenceSaysEnum, description: "What it says.", resolve: ({ says }) => SAYS[says] }),
    lastActivityAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "The last use that it saw. Null: none, or now.",
      resolve: ({ at }) => readable(at),
    }),
    message: t.exposeString("message", { description: "One English sentence." }),
  }),
});

/** Whether something is idle, and what will come of it. */
export const IdleReportRef = builder.objectRef<CullingNow>("IdleReport").implement({
  description: "Whether it is idle, as far as is known, and when it will be stopped for it.",
  fields: (t) => ({
    verdict: t.field({
      type: IdleVerdictEnum,
      description: "What comes of it.",
      resolve: ({ verdict }) => verdict.toUpperCase() as IdleVerdict,
    }),
    finding: t.field({ type: IdleFindingRef, description: "Why.", resolve: (report) => report }),
    lastActivityAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it was used last. Null: it is in use, or nothing is known of it.",
      resolve: ({ lastActivity }) => readable(lastActivity),
    }),
    stopsAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it is stopped unless it is used. Null: it is not going to be.",
      resolve: ({ stopsAt }) => readable(stopsAt),
    }),
    warnsAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "From when on it is warned of. Null: no stop is ahead.",
      resolve: ({ warnsAt }) => readable(warnsAt),
    }),
    keepUntil: t.expose("keptUntil", {
      type: "DateTime",
      nullable: true,
      description: "Until when somebody holds it off, within the admin's bound. Null: nobody does.",
    }),
    keepUntilMax: t.expose("keepUntilMax", {
      type: "DateTime",
      nullable: true,
      description: "How far it may be held off. Null while it is in use: then it is `keepAtMost` from now.",
    }),
    keepAtMost: t.field({
      type: "Duration",
      nullable: true,
      description: "How long after its last use it may be held off; `PT0S`: it may not. Null: nothing would stop it.",
      resolve: ({ keepAtMostSeconds }) => keepAtMostSeconds === undefined ? null : formatDuration(keepAtMostSeconds),
    }),
    notes: t.field({
      type: [IdleFindingRef],
      description: "What of the user's wishes has no effect as it is, and whether this is a trial.",
      resolve: ({ notes = [] }) => notes,
    }),
    evidence: t.field({
      type: [IdleEvidenceRef],
      description: "What was seen, a source each.",
      resolve: ({ evidence = [] }) => evidence,
    }),
  }),
});

/** What a tool says of its own use may be anything. */
function readable(at: string | undefined): Date | null {
  const ms = parseInstant(at);
  return ms === undefined ? null : new Date(ms);
}

/** How every kind describes its report. */
export const IDLE_WORDS =
  "Whether it is idle and when it is stopped for it. Null: nobody looks, since culling is off or it does not run.";
