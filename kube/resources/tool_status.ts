import { z } from "zod";
import { actedOnSchema } from "./acted_on.ts";
import { cullingStatusSchema } from "./culling_status.ts";
import { RUN_STATES } from "./run_state.ts";
import { explanationSchema } from "./status_explanation.ts";
import { stopRecordSchema } from "./stop_record.ts";

/** What the status of every kind with a server in it has beside Kubeflow's own fields; all of it is optional. */
export const toolStatusFields = {
  state: z.enum(RUN_STATES).optional(),
  explanation: explanationSchema.optional(),
  lastStop: stopRecordSchema.optional(),
  observedGeneration: z.int().optional(),
  actedOn: actedOnSchema.optional(),
  culling: cullingStatusSchema.optional(),
  url: z.string().optional().describe(
    "Path of the tool from the tools' origin, ending in /; absent while it cannot be opened.",
  ),
};

const toolStatusSchema = z.object(toolStatusFields);
export type ToolStatus = z.infer<typeof toolStatusSchema>;
