import { z } from "zod";

/** What may be found of something that may be idle; see docs/culling.md. */
export const CULLING_VERDICTS = ["off", "keep", "unknown", "idle", "warn", "cull"] as const;

const sentenceFields = {
  reason: z.string().describe("Stable CamelCase code."),
  message: z.string().describe("One English sentence, without relative times."),
  parameters: z.record(z.string(), z.string()).optional().describe("The values in the sentence."),
};

const evidenceSchema = z.object({
  source: z.string().describe("Who was asked, such as jupyter/kernels."),
  says: z.enum(["active", "idle-since", "none", "unknown"]),
  at: z.string().optional().describe("RFC 3339: the last activity that it saw."),
  message: z.string(),
});

/** Whether something is idle, as far as is known, and what will come of it; all instants are RFC 3339. */
export const cullingStatusSchema = z.object({
  verdict: z.enum(CULLING_VERDICTS),
  ...sentenceFields,
  lastActivity: z.string().optional().describe("Absent while it is in use, and where nothing is known of it."),
  stopsAt: z.string().optional().describe("When it stops unless it is used."),
  warnsAt: z.string().optional(),
  idleEndsAt: z.string().optional().describe("When it would stop if it were not held off; only while it is."),
  runEndsAt: z.string().optional().describe("When the longest run is over, which nothing holds off."),
  keepAtMostSeconds: z.int().optional()
    .describe("How long after the last activity the annotation atelier.dev/keep-until may hold it off."),
  warned: z.object({
    at: z.string(),
    of: z.string(),
    isTrial: z.boolean().optional().describe("In a trial; it counts for nothing else."),
  }).optional().describe("The warning that stands: when, of what."),
  notes: z.array(z.object(sentenceFields)).optional().describe("What of the user's wishes has no effect as it is."),
  evidence: z.array(evidenceSchema).optional(),
});
export type CullingStatus = z.infer<typeof cullingStatusSchema>;
