import { z } from "zod";

/** A condition as Kubeflow's notebooks have it. */
export const conditionSchema = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  message: z.string().optional(),
  lastProbeTime: z.string().optional(),
  lastTransitionTime: z.string().optional(),
});
export type StatusCondition = z.infer<typeof conditionSchema>;
