import { z } from "zod";

/** Why an object is as it is, as the controller writes it into `status.explanation`. */
export const explanationSchema = z.object({
  reason: z.string().describe("Stable CamelCase code; the dictionary is in the API's Query.reasons."),
  message: z.string().describe("One English sentence for a data scientist, without relative times."),
  nextStep: z.string().optional().describe("What to do, as one imperative sentence."),
  parameters: z.record(z.string(), z.string()).optional().describe("The values in the sentence."),
  since: z.string().describe("RFC 3339: since when this reason holds."),
  technical: z.string().optional().describe("The original words of Kubernetes."),
});
export type StatusExplanation = z.infer<typeof explanationSchema>;
