import type { Runnable } from "../../data/mod.ts";
import { detailsPath, type Noun } from "../../app/paths.ts";

/** Reasons of which the run before this one tells more. */
const OF_PREVIOUS_RUN = ["CrashLoop", "OutOfMemory"];

type Explained = Pick<Runnable, "namespace" | "name" | "explanation"> & {
  containers?: readonly string[];
  viewerCan: Pick<Runnable["viewerCan"], "readLogs">;
};

/** Where the log is that the server suggests to look at, with the run and the part that tell why; null where it does not. */
export function suggestedLog(noun: Noun, item: Explained): string | null {
  const { explanation: { reason, suggestions, parameters }, viewerCan, containers = [] } = item;
  if (!suggestions.includes("SHOW_LOGS") || !viewerCan.readLogs.isAllowed) return null;
  const part = parameters.find(({ name }) => name === "part")?.value;
  const query = new URLSearchParams();
  if (part && part !== containers[0] && containers.includes(part)) query.set("container", part);
  if (OF_PREVIOUS_RUN.includes(reason)) query.set("previous", "true");
  const path = detailsPath(noun, item.namespace, item.name, "logs");
  return query.size > 0 ? `${path}?${query}` : path;
}
