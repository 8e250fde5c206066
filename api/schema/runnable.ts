import { overlayTool, type ToolObject } from "../../kube/explain/mod.ts";
import { builder } from "./builder.ts";
import { ExplanationRef, RunStateRef } from "./explanation.ts";
import { NodeRef } from "./node.ts";
import { ResourceRef } from "./resource.ts";

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
