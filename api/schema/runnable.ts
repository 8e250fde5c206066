import { overlayCulling, overlayTool, type ToolObject } from "../../kube/explain/mod.ts";
import { builder } from "./builder.ts";
import { ExplanationRef, RunStateRef } from "./explanation.ts";
import { IDLE_WORDS, IdleReportRef } from "./idle.ts";
import { NodeRef } from "./node.ts";
import { ResourceRef } from "./resource.ts";
import { LAST_STOP, StopRecordRef } from "./stop_record.ts";

/** Something with a server in it. */
export const RunnableRef = builder.interfaceRef<ToolObject>("Runnable").implement({
  description: "Something with a server in it that can be opened, stopped and started.",
  interfaces: [NodeRef, ResourceRef],
  fields: (t) => ({
    state: t.field({
      type: RunStateRef,
      description: "How it is, with what was asked of it since.",
      resolve: (tool) => overlayTool(tool).state,
    }),
    explanation: t.field({
      type: ExplanationRef,
      description: "Why it is so, and what to do.",
      resolve: (tool) => overlayTool(tool).explanation,
    }),
    lastStop: t.field({
      type: StopRecordRef,
      nullable: true,
      description: LAST_STOP.description,
      resolve: LAST_STOP.of,
    }),
    idle: t.field({ type: IdleReportRef, nullable: true, description: IDLE_WORDS, resolve: overlayCulling }),
    url: t.field({
      type: "URL",
      nullable: true,
      description: "Null while it cannot be opened; `explanation` says why.",
      resolve: (tool, _args, { toolOrigin }) => {
        const { url } = overlayTool(tool);
        return url && toolOrigin + url;
      },
    }),
  }),
});
