/** How things of ours are said to people: the dictionary of reasons, and the pure functions that choose among them. */
export * from "./culling_notes.ts";
export * from "./culling_reasons.ts";
export * from "./explanation.ts";
export * from "./fill_pattern.ts";
export * from "./overlay.ts";
export * from "./overlay_culling.ts";
export * from "./reason.ts";
export * from "./reasons.ts";
export * from "./event_time.ts";
export * from "./explain.ts";
export * from "./limit_words.ts";
export * from "./observed_tool.ts";
export * from "./requests.ts";
export * from "./taints.ts";
export * from "./tool_path.ts";
export * from "./unknown_causes.ts";
export { amountWord } from "./wording.ts";
