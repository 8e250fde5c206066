import type { ToolObject } from "../../kube/explain/mod.ts";

/** Roughly what a page's selection of a tool takes: fixed parts, and the sentences, which may be long. */
export function weighTool({ status }: ToolObject): number {
  const { message = "", technical = "", nextStep = "" } = status?.explanation ?? {};
  return 1_500 + message.length + technical.length + nextStep.length;
}
