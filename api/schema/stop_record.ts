import type { ToolObject } from "../../kube/explain/mod.ts";
import { parseInstant, type StopRecord } from "../../kube/mod.ts";
import { builder } from "./builder.ts";
import { ExplanationRef } from "./explanation.ts";

/** Why a server stopped the last time. */
export const StopRecordRef = builder.objectRef<StopRecord>("StopRecord").implement({
  description: "Why a server stopped the last time: kept while it runs again, so that last night can be explained.",
  fields: (t) => ({
    at: t.expose("at", { type: "DateTime", description: "When." }),
    explanation: t.field({
      type: ExplanationRef,
      description: "Why; its `since` is `at`.",
      resolve: ({ at, ...record }) => ({ ...record, since: at }),
    }),
  }),
});

/** What every server says of its last stop. */
export const LAST_STOP = {
  description: "Why it stopped the last time, also while it runs again. Null: it has not, as far as is known.",
  of: ({ status }: ToolObject): StopRecord | null =>
    parseInstant(status?.lastStop?.at) === undefined ? null : status!.lastStop!,
};
