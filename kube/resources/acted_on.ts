import { z } from "zod";

/** What of the annotations and the spec the status is about: anything newer is not yet acted on. */
export const actedOnSchema = z.object({
  stopped: z.string().optional().describe("Value of kubeflow-resource-stopped; absent: it was absent."),
  restartRequestedAt: z.string().optional().describe("Value of atelier.dev/restart-requested-at."),
});
export type ActedOn = z.infer<typeof actedOnSchema>;
