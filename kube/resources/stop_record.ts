import { z } from "zod";

/** Why a server stopped the last time, which is kept while it runs again. */
export const stopRecordSchema = z.object({
  at: z.string().describe("RFC 3339: when it stopped."),
  reason: z.string().describe("As in explanation."),
  message: z.string().describe("One English sentence."),
  parameters: z.record(z.string(), z.string()).optional().describe("The values in the sentence."),
  technical: z.string().optional().describe("The original words of Kubernetes."),
});
export type StopRecord = z.infer<typeof stopRecordSchema>;
